import { packageName, type Import } from './imports.ts'
import { type Problem, type SourceFile } from './tree.ts'

type Manifest = Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies' | 'scripts',
  Record<string, string>
>

export const manifestOf = (files: SourceFile[]): Manifest =>
  JSON.parse(files.find((file) => file.path === 'package.json')?.text ?? '{}')

/** Ranges make two clones differ: every version is one version. */
export function looseVersions(manifest: Manifest): Problem[] {
  const all = {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  }
  return Object.entries(all)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `package.json:1 ${name} "${version}": write one exact version`)
}

/**
 * What ships to people has a page that says why it is there: a line `Covers: \`name\`, …` names it.
 */
export function undecided(manifest: Manifest, files: SourceFile[]): Problem[] {
  const covered = files
    .filter((file) => /^decisions\/\d{4}-[\w-]+\.md$/.test(file.path))
    .flatMap((page) => [...page.text.matchAll(/^Covers: (.*)$/gm)].map((match) => match[1]!))
    .flatMap((names) => [...names.matchAll(/`([^`]+)`/g)].map((match) => match[1]!))
  const missing = Object.keys(manifest.dependencies)
    .filter((name) => !covered.includes(name))
    .map((name) => `package.json:1 ${name} has no page in decisions/ with a line "Covers: …"`)
  const gone = covered
    .filter((name) => !(name in { ...manifest.dependencies, ...manifest.devDependencies }))
    .map((name) => `decisions:1 ${name} is covered by a page but no longer used`)
  return [...missing, ...gone]
}

/** Packages that tools load by name, without an import of ours. */
const BY_TOOL = /^(@types\/|node-linux-|@cloudflare\/workers-types$|svelte-check$|oxlint$|prettier)/

/** A dependency that nothing imports is weight without use. */
export function unused(manifest: Manifest, imports: Import[], files: SourceFile[]): Problem[] {
  const used = new Set(imports.filter((one) => one.isPackage).map((one) => packageName(one.to)))
  const tooling = files.filter((file) => /^(scripts\/|package\.json$|tsconfig)/.test(file.path))
  const scripts = Object.values(manifest.scripts ?? {}).join(' ')
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter((name) => !used.has(name) && !BY_TOOL.test(name) && !PEERS.has(name))
    .filter((name) => !scripts.includes(name))
    .filter(
      (name) => !tooling.some((file) => file.path !== 'package.json' && file.text.includes(name)),
    )
    .map((name) => `package.json:1 ${name}: nobody imports it; remove it`)
}

/** Needed by another package at run time, which does not bring them itself. */
const PEERS = new Set(['@hono/standard-validator', '@valibot/to-json-schema', 'lib0'])
