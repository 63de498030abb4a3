import { type Problem, type SourceFile } from './tree.ts'

const TOP = new Set(
  (
    '.ci bench decisions docs migrations scripts shared test types web worker ' +
    'ARCHITECTURE.md CONTRIBUTING.md README.md package.json package-lock.json wrangler.toml ' +
    '.oxlintrc.json tidy.test.ts vite.config.ts vitest.config.ts drizzle.d1.config.ts ' +
    'drizzle.room.config.ts tsconfig.json tsconfig.base.json tsconfig.engine.json ' +
    'tsconfig.node.json tsconfig.web.json tsconfig.worker.json'
  ).split(' '),
)
const SHARED = new Set(['engine', 'kubectl', 'lessons', 'protocol'])
const FOLDER = /^[a-z0-9.][a-z0-9-]*$/
const MODULE = /^[a-z0-9.][a-z0-9.-]*$/
const COMPONENT = /^[A-Z][A-Za-z0-9]*\.svelte$/

/**
 * Everything stands in its room, under a lower-case name; components are named as they are used.
 */
export function outOfPlace(files: SourceFile[]): Problem[] {
  return files.flatMap(({ path }) => {
    const parts = path.split('/')
    const name = parts.at(-1)!
    if (!TOP.has(parts[0]!)) return [`${path}:1 the top level is full: put it into a room`]
    if (parts[0] === 'shared' && !SHARED.has(parts[1]!)) return [`${path}:1 shared/ has four rooms`]
    const oddFolder = parts.slice(0, -1).find((folder) => !FOLDER.test(folder))
    if (oddFolder) return [`${path}:1 folders are lower-case: ${oddFolder}`]
    if (!/\.(ts|mjs|js|svelte)$/.test(name) || MODULE.test(name) || COMPONENT.test(name)) return []
    return [`${path}:1 name it in lower case with hyphens (components: PascalCase.svelte)`]
  })
}
