import type { Bytes } from '../../bytes.ts'
import { parseRegex, type BadPattern, type Dialect, type Node } from './regex-parse.ts'

/**
 * A pattern that was read. It is matched here and not by the host's engine, because that one can be
 * made to run for hours by a short pattern: here every match has a bound.
 */
export interface Regex {
  /** The first match from an index on; undefined when there is none, or none within the bound. */
  exec(text: Bytes, from?: number): Match | undefined
  test(text: Bytes): boolean
  groups: number
}

/** Where a match stands, and what its groups took. */
export interface Match {
  from: number
  to: number
  groups: readonly (Bytes | undefined)[]
}

/** Steps of one search; a line of a log takes some hundred. */
const MOST_STEPS = 300_000
/** Repeats of a group nest calls; deeper is given up. */
const MOST_DEPTH = 2_500

interface Search {
  text: Bytes
  steps: number
  depth: number
  starts: number[]
  ends: number[]
}

type Next = (at: number) => number
/** Tries from a place and gives the end of the whole match, or -1. */
type Matcher = (search: Search, at: number, next: Next) => number

const isWord = (text: Bytes, at: number): boolean => /\w/.test(text.charAt(at))

const EDGES: Readonly<Record<string, (text: Bytes, at: number) => boolean>> = {
  start: (_, at) => at === 0,
  end: (text, at) => at === text.length,
  edge: (text, at) => isWord(text, at - 1) !== isWord(text, at),
  'no edge': (text, at) => isWord(text, at - 1) === isWord(text, at),
  'word start': (text, at) => !isWord(text, at - 1) && isWord(text, at),
  'word end': (text, at) => isWord(text, at - 1) && !isWord(text, at),
}

function build(node: Node): Matcher {
  switch (node.is) {
    case 'set':
      return (search, at, next) => (isIn(node, search.text, at) ? next(at + 1) : -1)
    case 'sequence':
      return node.parts.map(build).reduceRight<Matcher>(
        (rest, part) => (search, at, next) => part(search, at, (to) => rest(search, to, next)),
        (_, at, next) => next(at),
      )
    case 'choice':
      return choice(node.parts.map(build))
    case 'group':
      return group(node.number, build(node.body))
    case 'back':
      return back(node.number)
    case 'repeat':
      return node.body.is === 'set' ? repeatSet(node, node.body) : repeat(node, build(node.body))
    default: {
      const holds = EDGES[node.is]
      return (search, at, next) => (holds?.(search.text, at) ? next(at) : -1)
    }
  }
}

type SetNode = Extract<Node, { is: 'set' }>
type RepeatNode = Extract<Node, { is: 'repeat' }>

function isIn(node: SetNode, text: Bytes, at: number): boolean {
  if (at >= text.length) return false
  return node.has === 'any' || node.has.has(text.charCodeAt(at)) !== node.not
}

/** POSIX wants the longest; trying all of few alternatives finds it. */
function choice(parts: readonly Matcher[]): Matcher {
  return (search, at, next) => {
    let best = -1
    let kept: [number[], number[]] | undefined
    for (const part of parts) {
      if ((search.steps += 1) > MOST_STEPS) return best
      const to = part(search, at, next)
      if (to <= best) continue
      best = to
      kept = [[...search.starts], [...search.ends]]
    }
    if (kept) [search.starts, search.ends] = kept
    return best
  }
}

function group(number: number | undefined, body: Matcher): Matcher {
  if (number === undefined) return body
  return (search, at, next) => {
    const before = [search.starts[number], search.ends[number]] as const
    const to = body(search, at, (end) => {
      const inner = [search.starts[number], search.ends[number]] as const
      search.starts[number] = at
      search.ends[number] = end
      const after = next(end)
      if (after < 0) [search.starts[number], search.ends[number]] = [inner[0] ?? -1, inner[1] ?? -1]
      return after
    })
    if (to < 0) [search.starts[number], search.ends[number]] = [before[0] ?? -1, before[1] ?? -1]
    return to
  }
}

function back(number: number): Matcher {
  return (search, at, next) => {
    const from = search.starts[number] ?? -1
    if (from < 0) return -1
    const taken = search.text.slice(from, search.ends[number])
    return search.text.startsWith(taken, at) ? next(at + taken.length) : -1
  }
}

/** Single signs repeat without nesting calls. */
function repeatSet({ from, to, lazy }: RepeatNode, body: SetNode): Matcher {
  return (search, at, next) => {
    let most = 0
    while (most < to && isIn(body, search.text, at + most)) most += 1
    for (let tried = 0; tried <= most - from; tried += 1) {
      if ((search.steps += 1) > MOST_STEPS) return -1
      const end = next(at + (lazy ? from + tried : most - tried))
      if (end >= 0) return end
    }
    return -1
  }
}

function repeat({ from, to, lazy }: RepeatNode, body: Matcher): Matcher {
  const go = (search: Search, at: number, count: number, next: Next): number => {
    if ((search.steps += 1) > MOST_STEPS || search.depth > MOST_DEPTH) return -1
    const more = (): number => {
      if (count >= to) return -1
      search.depth += 1
      // A round that takes nothing would go on for ever.
      const end = body(search, at, (after) =>
        after === at && count >= from ? -1 : go(search, after, count + 1, next),
      )
      search.depth -= 1
      return end
    }
    if (count < from) return more()
    const first = lazy ? next(at) : more()
    if (first >= 0) return first
    return lazy ? more() : next(at)
  }
  return (search, at, next) => go(search, at, 0, next)
}

const patterns = new Map<string, Regex | BadPattern>()

/** Reads a pattern; the same text is read once. */
export function regex(text: Bytes, dialect: Dialect, folds = false): Regex | BadPattern {
  const key = `${dialect} ${folds} ${text}`
  const before = patterns.get(key)
  if (before) return before
  if (patterns.size > 500) patterns.clear()
  const parsed = parseRegex(text, dialect, folds)
  const made = 'problem' in parsed ? parsed : compile(build(parsed.node), parsed.groups)
  patterns.set(key, made)
  return made
}

function compile(matcher: Matcher, groups: number): Regex {
  const exec = (text: Bytes, from = 0): Match | undefined => {
    const search: Search = { text, steps: 0, depth: 0, starts: [], ends: [] }
    for (let at = from; at <= text.length; at += 1) {
      search.starts = []
      search.ends = []
      const to = matcher(search, at, (end) => end)
      if (to >= 0) return { from: at, to, groups: taken(search, groups, text.slice(at, to)) }
      if ((search.steps += 1) > MOST_STEPS) return undefined
    }
    return undefined
  }
  return { exec, test: (text) => exec(text) !== undefined, groups }
}

function taken(search: Search, groups: number, whole: Bytes): (Bytes | undefined)[] {
  const list: (Bytes | undefined)[] = [whole]
  for (let number = 1; number <= groups; number += 1) {
    const from = search.starts[number] ?? -1
    list.push(from < 0 ? undefined : search.text.slice(from, search.ends[number]))
  }
  return list
}

/** A plain text as a basic pattern that matches only itself. */
export function literalPattern(text: Bytes): Bytes {
  return text.replace(/[\\.[\]*^$]/g, '\\$&')
}
