import type { Directive } from './parse.ts'

/** Where a request is dealt with: blocks from the outermost to the innermost. */
export interface Spot {
  http: Directive
  server: Directive
  location?: Directive
  /** What a regular expression of the location caught: `$1` and on. */
  caught: readonly string[]
}

/** Ports of configurations that were read before, and whether they ask who answers. */
const known = new WeakMap<readonly Directive[], { ports: readonly number[]; constant: boolean }>()

function factsOf(main: readonly Directive[]) {
  const before = known.get(main)
  if (before) return before
  const facts = { ports: allPorts(main), constant: !main.some(hasVariables) }
  known.set(main, facts)
  return facts
}

/** Does it answer the same whoever runs it? Formats of logs do not matter. */
export function isConstant(main: readonly Directive[]): boolean {
  return factsOf(main).constant
}

function hasVariables({ name, args, block = [] }: Directive): boolean {
  if (name === 'log_format' || name === 'access_log') return false
  return args.some((word) => word.includes('$')) || block.some(hasVariables)
}

/** All ports on which a configuration listens, each once. A `server` without `listen` has 80. */
export function portsOf(main: readonly Directive[]): readonly number[] {
  return factsOf(main).ports
}

function allPorts(main: readonly Directive[]): number[] {
  const ports = new Set<number>()
  for (const { server } of serversOf(main)) {
    for (const port of listens(server)) ports.add(port)
  }
  for (const stream of blocksOf(main, 'stream')) {
    for (const server of blocksOf(stream.block, 'server')) {
      for (const port of listens(server)) ports.add(port)
    }
  }
  return [...ports]
}

/** Blocks of a name within others. */
export function blocksOf(inside: readonly Directive[] = [], name: string): Directive[] {
  return inside.filter((one) => one.name === name)
}

function serversOf(main: readonly Directive[]): { http: Directive; server: Directive }[] {
  return blocksOf(main, 'http').flatMap((http) =>
    blocksOf(http.block, 'server').map((server) => ({ http, server })),
  )
}

function listens(server: Directive): number[] {
  const lines = blocksOf(server.block, 'listen')
  return lines.length === 0 ? [80] : lines.map(({ args }) => portIn(args[0] ?? ''))
}

function portIn(address: string): number {
  const port = /^\d+$/.test(address) ? address : /:(\d+)$/.exec(address)?.[1]
  return port === undefined ? 80 : Number(port)
}

/** The server and the location for a request. Source: nginx.org "How nginx processes a request". */
export function findSpot(
  main: readonly Directive[],
  port: number,
  host: string,
  path: string,
): Spot | undefined {
  const here = serversOf(main).filter(({ server }) => listens(server).includes(port))
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const chosen =
    here.find(({ server }) => namesOf(server).includes(name)) ??
    here.find(({ server }) => namesOf(server).some((one) => fitsName(one, name))) ??
    here.find(({ server }) => isDefault(server, port)) ??
    here[0]
  if (!chosen) return undefined
  return { ...chosen, ...locate(chosen.server.block ?? [], path) }
}

function namesOf(server: Directive): string[] {
  return blocksOf(server.block, 'server_name').flatMap(({ args }) => [...args])
}

function fitsName(pattern: string, name: string): boolean {
  if (pattern.startsWith('*.')) return name.endsWith(pattern.slice(1))
  if (pattern.startsWith('.')) return name === pattern.slice(1) || name.endsWith(pattern)
  if (pattern.endsWith('.*')) return name.startsWith(pattern.slice(0, -1))
  return pattern.startsWith('~') && (expression(pattern.slice(1), '')?.test(name) ?? false)
}

function isDefault(server: Directive, port: number): boolean {
  return blocksOf(server.block, 'listen').some(
    ({ args }) => portIn(args[0] ?? '') === port && args.includes('default_server'),
  )
}

type Located = Pick<Spot, 'location' | 'caught'>

/** Exact first, then the longest prefix unless a regular expression fits, in order. */
function locate(inside: readonly Directive[], path: string): Located {
  const locations = blocksOf(inside, 'location')
  const exact = locations.find(({ args }) => args[0] === '=' && args[1] === path)
  if (exact) return { location: exact, caught: [] }
  let prefix: Directive | undefined
  for (const one of locations) {
    if (!prefixOf(one) || !path.startsWith(prefixOf(one)!)) continue
    if (!prefix || prefixOf(one)!.length > prefixOf(prefix)!.length) prefix = one
  }
  const nested = prefix && locate(prefix.block ?? [], path)
  if (nested?.location) return nested
  if (prefix?.args[0] !== '^~') {
    for (const one of locations) {
      const [sign, pattern = ''] = one.args
      if (sign !== '~' && sign !== '~*') continue
      const match = expression(pattern, sign === '~*' ? 'i' : '')?.exec(path)
      if (match) return { location: one, caught: [...match].map((part) => part ?? '') }
    }
  }
  return prefix ? { location: prefix, caught: [] } : { caught: [] }
}

/** The text that a path has to begin with; undefined for the other sorts of locations. */
export function prefixOf({ args }: Directive): string | undefined {
  if (args.length === 1) return args[0]?.startsWith('@') ? undefined : args[0]
  return args[0] === '^~' ? args[1] : undefined
}

/** A regular expression of a configuration; undefined where it is none. */
export function expression(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source.replace(/\(\?P</g, '(?<').replace(/^\(\?i\)/, ''), flags)
  } catch {
    return undefined
  }
}

/** A directive where it counts: the innermost block that has it. */
export function nearest(spot: Spot, name: string): readonly Directive[] {
  for (const block of [spot.location, spot.server, spot.http]) {
    const found = blocksOf(block?.block, name)
    if (found.length > 0) return found
  }
  return []
}
