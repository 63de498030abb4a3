import { posix } from 'node:path'
import { type Problem, type SourceFile } from './tree.ts'

const isPage = (path: string) => /^([A-Z]+\.md|(docs|decisions|bench)\/.*\.md)$/.test(path)

/** Commands that pages name exist, and so do the files that they link to. */
export function brokenPages(files: SourceFile[], scripts: Record<string, string>): Problem[] {
  const paths = new Set(files.map((file) => file.path))
  return files
    .filter((file) => isPage(file.path))
    .flatMap((file) => [
      ...unknownCommands(file, scripts),
      ...deadLinks(file, paths),
      ...(file.text.match(/^# /gm)?.length === 1 || file.path === 'README.md'
        ? []
        : [`${file.path}:1 a page has one title`]),
    ])
}

function unknownCommands(file: SourceFile, scripts: Record<string, string>): Problem[] {
  const named = [...file.text.matchAll(/\bnpm (?:run )?(-s )?([a-z]\w*)/g)].map(
    (match) => match[2]!,
  )
  const own = new Set(['ci', 'install', 'run', 'uninstall', 'view', 'packages', 'registry'])
  return named
    .filter((name) => !own.has(name) && !(name in scripts))
    .map((name) => `${file.path}:1 "npm run ${name}" is no script of package.json`)
}

/** Pictures are binary and so not in the tree that is read: `pictures` names them. */
function deadLinks(file: SourceFile, paths: Set<string>): Problem[] {
  const links = [...file.text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1]!)
  return links
    .filter((link) => !/^[a-z]+:/.test(link) && /\.(md|ts|mjs|yaml|toml|json)$/.test(link))
    .map((link) => posix.join(posix.dirname(file.path), link))
    .filter((path) => !paths.has(path))
    .map((path) => `${file.path}:1 links to ${path}, which does not exist`)
}

/** Pictures that pages show, as paths of the checkout. */
export function pictures(files: SourceFile[]): string[] {
  return files
    .filter((file) => isPage(file.path))
    .flatMap((file) =>
      [...file.text.matchAll(/\]\(([^)\s]+\.(?:png|svg|jpg|webp))\)/g)].map((match) =>
        posix.join(posix.dirname(file.path), match[1]!),
      ),
    )
}
