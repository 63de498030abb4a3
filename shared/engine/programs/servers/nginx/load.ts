import type { Bytes } from '../../bytes.ts'
import { isRefused, type Files } from '../../files.ts'
import { BLOCKS, COUNTS, KNOWN, PLACES } from './directives.ts'
import { ConfigProblem, parse, problem, type Directive } from './parse.ts'

/** What a configuration says, or why it cannot be used. */
export type Loaded = { main: readonly Directive[] } | { emerg: string }

type Reading = Pick<Files, 'read' | 'list'>

/** Files that were parsed before, by their text: all pods of a rollout have the same. */
const parsed = new Map<string, readonly Directive[]>()
const PARSED_LIMIT = 200

/** Reads and checks a configuration with all that it includes. */
export function load(files: Reading, path: string, env: Readonly<Record<string, string>>): Loaded {
  try {
    const main = readFile({ files, env, folder: path.replace(/[^/]*$/, '') }, path, 'main')
    if (!main.some(({ name }) => name === 'events')) {
      return { emerg: 'no "events" section in configuration' }
    }
    return { main }
  } catch (thrown) {
    if (thrown instanceof ConfigProblem) return { emerg: thrown.message }
    throw thrown
  }
}

interface Place {
  files: Reading
  env: Readonly<Record<string, string>>
  /** Where relative names begin. */
  folder: string
}

function readFile(place: Place, path: string, context: string, by?: Directive): Directive[] {
  const text = rendered(place, path) ?? place.files.read(path)
  if (isRefused(text)) {
    const why =
      text.problem === 'Permission denied' ? '13' : text.problem === 'Is a directory' ? '21' : '2'
    const words = `open() "${path}" failed (${why}: ${text.problem})`
    throw by ? problem(words, by.file, by.line) : new ConfigProblem(words)
  }
  return check(place, parseOnce(text, path), context)
}

function parseOnce(text: Bytes, path: string): readonly Directive[] {
  const key = `${path}\n${text}`
  let tree = parsed.get(key)
  if (!tree) {
    tree = parse(text, path)
    if (parsed.size >= PARSED_LIMIT) parsed.clear()
    parsed.set(key, tree)
  }
  return tree
}

/** Checks names, places and numbers of words, and puts included files where they are named. */
function check(place: Place, tree: readonly Directive[], context: string): Directive[] {
  return tree.flatMap((directive): Directive[] => {
    const { name, args, block, file, line } = directive
    if (
      context === 'map' ||
      context === 'geo' ||
      context === 'types' ||
      context === 'split_clients'
    )
      return name === 'include' ? include(place, directive, context) : [directive]
    if (!KNOWN.has(name)) throw problem(`unknown directive "${name}"`, file, line)
    const places = BLOCKS[name] ?? PLACES[name]
    if (places && !places.includes(context))
      throw problem(`"${name}" directive is not allowed here`, file, line)
    const isBlock = name in BLOCKS && !(name === 'server' && context === 'upstream')
    if (isBlock && !block) throw problem(`directive "${name}" has no opening "{"`, file, line)
    if (!isBlock && block) throw problem(`directive "${name}" is not terminated by ";"`, file, line)
    const [least, most] = COUNTS[name] ?? [0, Infinity]
    if (args.length < least || args.length > most)
      throw problem(`invalid number of arguments in "${name}" directive`, file, line)
    if (name === 'include') return include(place, directive, context)
    return [block ? { ...directive, block: checkBlock(place, directive, block) } : directive]
  })
}

function checkBlock(place: Place, { name }: Directive, block: readonly Directive[]): Directive[] {
  // Inside `upstream`, `server` is an address and not a block.
  if (name === 'upstream') return [...block]
  const inside = check(place, block, name)
  if (name === 'server') noRepeats(inside)
  for (const one of inside) if (one.name === 'listen') checkPort(one)
  return inside
}

function checkPort({ args, file, line }: Directive): void {
  const port = /(?:^|:)(\d+)$/.exec(args[0] ?? '')?.[1]
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    throw problem(`invalid port in "${args[0]}" of the "listen" directive`, file, line)
}

function noRepeats(inside: readonly Directive[]): void {
  const seen = new Set<string>()
  for (const { name, args, file, line } of inside) {
    if (name !== 'location') continue
    const key = args.join(' ')
    if (seen.has(key)) throw problem(`duplicate location "${args.at(-1)}"`, file, line)
    seen.add(key)
  }
}

function include(place: Place, directive: Directive, context: string): Directive[] {
  const pattern = directive.args[0] ?? ''
  const path = pattern.startsWith('/') ? pattern : place.folder + pattern
  if (!/[*?[]/.test(path)) return readFile(place, path, context, directive)
  const folder = path.replace(/\/[^/]*$/, '')
  const listed = place.files.list(folder)
  const names = new Set([...(isRefused(listed) ? [] : listed), ...templates(place, folder)])
  const fits = glob(path.slice(folder.length + 1))
  return [...names]
    .filter((name) => !name.startsWith('.') && fits.test(name))
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((name) => readFile(place, `${folder}/${name}`, context, directive))
}

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  return new RegExp(`^${source}$`)
}

/** Where the image's entrypoint looks for templates of configurations. */
export const TEMPLATES = '/etc/nginx/templates'

/** Names that the image's entrypoint makes of the templates: `x.conf.template` gives `x.conf`. */
function templates({ files }: Place, folder: string): string[] {
  if (folder !== '/etc/nginx/conf.d') return []
  const listed = files.list(TEMPLATES)
  if (isRefused(listed)) return []
  return listed.filter((name) => name.endsWith('.template')).map((name) => name.slice(0, -9))
}

/** A template with the environment filled in. Source: 20-envsubst-on-templates.sh of the image. */
function rendered({ files, env }: Place, path: string): Bytes | undefined {
  if (!path.startsWith('/etc/nginx/conf.d/')) return undefined
  const text = files.read(`${TEMPLATES}/${path.slice('/etc/nginx/conf.d/'.length)}.template`)
  if (isRefused(text)) return undefined
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (all, braced?: string, plain?: string) => {
    return env[braced ?? plain ?? ''] ?? all
  })
}
