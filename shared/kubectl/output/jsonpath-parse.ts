import { Failure } from '../failure.ts'

/** One step of a path. */
export type Step =
  | { type: 'root' }
  | { type: 'field'; name: string }
  | { type: 'deep'; name: string }
  | { type: 'all' }
  | { type: 'index'; at: number }
  | { type: 'slice'; from: number; to?: number }
  | { type: 'filter'; left: Step[]; operator: string; right?: string | number | boolean }

/** One part of a template. */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'path'; steps: Step[] }
  | { type: 'range'; steps: Step[]; body: Part[] }

/** Parses a JSONPath template. Upstream: client-go util/jsonpath. */
export function jsonPathSteps(template: string): Part[] {
  const tokens = tokensOf(template)
  const parts = partsOf(tokens, false)
  return parts
}

type Token = { text: string } | { code: string }

function tokensOf(template: string): Token[] {
  const tokens: Token[] = []
  let rest = template
  while (rest !== '') {
    const open = rest.indexOf('{')
    if (open < 0) {
      tokens.push({ text: rest })
      break
    }
    if (open > 0) tokens.push({ text: rest.slice(0, open) })
    const close = closing(rest, open)
    if (close < 0) throw unclosed(template, rest.slice(open))
    tokens.push({ code: rest.slice(open + 1, close).trim() })
    rest = rest.slice(close + 1)
  }
  return tokens
}

function unclosed(template: string, action: string): Failure {
  const isInArray = action.lastIndexOf('[') > action.lastIndexOf(']')
  const what = isInArray ? 'unterminated array' : 'unclosed action'
  return new Failure(`error parsing jsonpath ${template}, ${what}`)
}

/** The brace that closes the one at `open`; quotes may hold braces. */
function closing(text: string, open: number): number {
  let quote = ''
  for (let at = open + 1; at < text.length; at += 1) {
    const one = text.charAt(at)
    if (quote !== '') quote = one === quote ? '' : quote
    else if (one === '"' || one === "'") quote = one
    else if (one === '}') return at
  }
  return -1
}

function partsOf(tokens: Token[], isInRange: boolean): Part[] {
  const parts: Part[] = []
  for (;;) {
    const token = tokens.shift()
    if (!token) {
      if (isInRange) throw new Failure('error parsing jsonpath: unclosed range')
      return parts
    }
    if ('text' in token) parts.push({ type: 'text', text: token.text })
    else if (token.code === 'end') return parts
    else if (token.code.startsWith('range')) {
      const steps = stepsOf(token.code.slice('range'.length).trim())
      parts.push({ type: 'range', steps, body: partsOf(tokens, true) })
    } else if (/^["']/.test(token.code)) parts.push({ type: 'text', text: quotedText(token.code) })
    else parts.push({ type: 'path', steps: stepsOf(token.code) })
  }
}

/** `"\n"` and the like. */
function quotedText(code: string): string {
  const inner = code.slice(1, -1)
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' }
  return inner.replace(/\\(.)/g, (_all, one: string) => escapes[one] ?? one)
}

const STEP = new RegExp(
  [
    '(\\$)',
    '(@)',
    '\\.\\.([\\w-]+)',
    '\\.?\\[(?:\\?\\((.*?)\\)|\'([^\']*)\'|"([^"]*)"|(\\*)|(-?\\d+)|(-?\\d*):(-?\\d*))\\]',
    '\\.(\\*)',
    '\\.((?:\\\\.|[^.[\\]\\s{}\\\\])+)',
    '\\.',
  ]
    .join('|')
    .replace(/^/, '^(?:')
    .replace(/$/, ')'),
)

function stepsOf(code: string): Step[] {
  const steps: Step[] = []
  let rest = code
  while (rest !== '') {
    const match = STEP.exec(rest)
    if (!match) {
      const bare = /^(?:\\.|[^.[\]\s{}\\])+/.exec(rest)
      if (!bare || steps.length > 0) {
        throw new Failure(`error parsing jsonpath {${code}}, unrecognized character in action`)
      }
      steps.push({ type: 'field', name: bare[0].replace(/\\(.)/g, '$1') })
      rest = rest.slice(bare[0].length)
      continue
    }
    const step = stepOf(match)
    if (step) steps.push(step)
    rest = rest.slice(match[0].length)
  }
  return steps
}

function stepOf(match: RegExpExecArray): Step | undefined {
  const [, root, , deep, filter, single, double, all, index, from, to, dotAll, field] = match
  if (root !== undefined) return { type: 'root' }
  if (deep !== undefined) return { type: 'deep', name: deep }
  if (filter !== undefined) return filterOf(filter)
  const quoted = single ?? double
  if (quoted !== undefined) return { type: 'field', name: quoted }
  if (all !== undefined || dotAll !== undefined) return { type: 'all' }
  if (index !== undefined) return { type: 'index', at: Number(index) }
  if (from !== undefined) {
    return { type: 'slice', from: Number(from || 0), ...(to ? { to: Number(to) } : {}) }
  }
  return field === undefined ? undefined : { type: 'field', name: field.replace(/\\(.)/g, '$1') }
}

function filterOf(text: string): Step {
  const match = /^\s*(.+?)\s*(==|!=|<=|>=|<|>)\s*(.+?)\s*$/.exec(text)
  if (!match) return { type: 'filter', left: stepsOf(text.trim()), operator: 'exists' }
  const [, left = '', operator = '==', right = ''] = match
  return { type: 'filter', left: stepsOf(left), operator, right: literal(right) }
}

function literal(text: string): string | number | boolean {
  if (/^["']/.test(text)) return text.slice(1, -1)
  if (text === 'true' || text === 'false') return text === 'true'
  return Number(text)
}
