import { hasGlob, type Import } from './imports.ts'
import { isCode, isTest, type Problem, type SourceFile } from './tree.ts'

/** Files that are started, not imported: by a command, a tool, a page or Vitest. */
const ENTRIES = [
  /^[^/]+\.config\.ts$/,
  /^scripts\/[^/]+\.mjs$/,
  /^worker\/index\.ts$/,
  // The table definitions from which migrations are generated.
  /^worker\/db\/(d1|room)\.ts$/,
  /^bench\/[^/]+\.bench\.ts$/,
  // The main file of the wrangler.toml beside it.
  /^bench\/lib\/bare\/room\.js$/,
  /\.test\.ts$/,
  /\.d\.ts$/,
]

/**
 * Source files that nobody needs: neither an entry, nor imported by a file other than their own
 * test, nor named by a page, a script or a glob beside them.
 */
export function deadFiles(files: SourceFile[], imports: Import[]): Problem[] {
  const importers = new Map<string, string[]>()
  for (const { from, to } of imports) importers.set(to, [...(importers.get(to) ?? []), from])
  const globs = files.filter(hasGlob).map((file) => file.path.replace(/[^/]+$/, ''))

  return files
    .map((file) => file.path)
    .filter((path) => isCode(path) && !ENTRIES.some((entry) => entry.test(path)))
    .filter((path) => !globs.some((folder) => path.startsWith(folder) && isTest(path)))
    .filter((path) => !(importers.get(path) ?? []).some((from) => !isOwnTest(from, path)))
    .filter((path) => !isNamed(path, files))
    .map((path) => `${path}:1 nobody imports it: use it or delete it`)
}

const isOwnTest = (test: string, path: string) =>
  test.replace(/(\.\w+)?\.test\.ts$/, '') === path.replace(/(\.svelte)?\.\w+$/, '')

/** A page's script tag, or a process that a script starts: the path stands there as a string. */
function isNamed(path: string, files: SourceFile[]): boolean {
  const name = path.replace(/^web(\/public)?(?=\/)/, '')
  const starters = files.filter((file) => /\.html$|^scripts\/|^web\/src\/.*\.ts$/.test(file.path))
  return starters.some((file) => file.path !== path && file.text.includes(name))
}
