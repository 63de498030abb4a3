import type { Bytes } from '../bytes.ts'
import { isRefused } from '../files.ts'
import { bare, gather, isStdin, linesOf, readFile } from './lib/input.ts'
import { fail, failUsage, memory, out, tool, waitFor } from './lib/tool.ts'

/** Lines beyond this are not compared one by one. */
const MOST_LINES = 1500

type Edit = { sign: ' ' | '-' | '+'; line: Bytes; left: number; right: number }

/** The shortest way from one text to the other. */
function edits(left: readonly Bytes[], right: readonly Bytes[]): Edit[] {
  const width = right.length + 1
  const common = new Uint16Array((left.length + 1) * width)
  for (let a = left.length - 1; a >= 0; a -= 1) {
    for (let b = right.length - 1; b >= 0; b -= 1) {
      const same = left[a] === right[b]
      const longest = Math.max(common[(a + 1) * width + b] ?? 0, common[a * width + b + 1] ?? 0)
      common[a * width + b] = same ? (common[(a + 1) * width + b + 1] ?? 0) + 1 : longest
    }
  }
  const list: Edit[] = []
  let [a, b] = [0, 0]
  while (a < left.length || b < right.length) {
    if (a < left.length && b < right.length && left[a] === right[b])
      list.push({ sign: ' ', line: left[a] ?? '', left: a++, right: b++ })
    else if (
      a < left.length &&
      (b >= right.length || (common[(a + 1) * width + b] ?? 0) >= (common[a * width + b + 1] ?? 0))
    )
      list.push({ sign: '-', line: left[a] ?? '', left: a++, right: b })
    else list.push({ sign: '+', line: right[b] ?? '', left: a, right: b++ })
  }
  return list
}

/** Changes with the lines around them; pieces that nearly touch are one. */
function hunks(list: readonly Edit[], around: number): Edit[][] {
  const changed = list.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]))
  const pieces: Edit[][] = []
  let until = -1
  for (const [order, at] of changed.entries()) {
    if (at < until) continue
    let end = at
    for (const next of changed.slice(order))
      if (next - end <= 2 * around + (around === 0 ? 1 : 0)) end = next
    until = end + 1
    pieces.push(list.slice(Math.max(0, at - around), end + around + 1))
  }
  return pieces
}

const count = (piece: readonly Edit[], sign: '-' | '+'): number =>
  piece.filter((one) => one.sign === ' ' || one.sign === sign).length

function unified(list: readonly Edit[]): Bytes {
  return hunks(list, 3)
    .map((piece) => {
      const [first] = piece
      const range = (start: number, size: number) =>
        size === 1 ? String(start + 1) : `${size === 0 ? start : start + 1},${size}`
      const left = range(first?.left ?? 0, count(piece, '-'))
      const right = range(first?.right ?? 0, count(piece, '+'))
      const head = `@@ -${left} +${right} @@\n`
      return head + piece.map(({ sign, line }) => `${sign}${line}\n`).join('')
    })
    .join('')
}

function plain(list: readonly Edit[]): Bytes {
  return hunks(list, 0)
    .map((piece) => {
      const gone = piece.filter(({ sign }) => sign === '-')
      const come = piece.filter(({ sign }) => sign === '+')
      const [first] = piece
      const [left, right] = [first?.left ?? 0, first?.right ?? 0]
      const range = (start: number, size: number) =>
        size <= 1 ? String(start + size) : `${start + 1},${start + size}`
      const letter = gone.length === 0 ? 'a' : come.length === 0 ? 'd' : 'c'
      const head = `${range(left, gone.length)}${letter}${range(right, come.length)}\n`
      const old = gone.map(({ line }) => `< ${line}\n`).join('')
      return (
        head +
        old +
        (letter === 'c' ? '---\n' : '') +
        come.map(({ line }) => `> ${line}\n`).join('')
      )
    })
    .join('')
}

export const diff = tool({
  name: 'diff',
  about: 'Compare two files: -u, -q, -i, -w, -b, -B; up to 1,500 lines',
  options:
    'u q i w b B s r N a U: brief=q unified=u ignore-case=i ignore-all-space=w recursive=r color:',
  synopsis: '[-abBiqsuw] FILE1 FILE2',
  badUsage: 2,
  run(process, options) {
    const [left, right] = options.operands
    if (left === undefined || right === undefined)
      return failUsage(process, '[-abBiqsuw] FILE1 FILE2', 2)
    const state = memory(process, () => ({ text: '' }))
    if ((isStdin(left) || isStdin(right)) && gather(process, state) === null)
      return waitFor({ input: 0 }, state)
    const [a, b] = [left, right].map((path) => {
      const bytes = isStdin(path) ? state.text : readFile(process, path)
      return isRefused(bytes) ? fail(process, `can't stat '${path}': ${bytes.problem}`, 2) : bytes
    })
    const same = (line: Bytes): Bytes => {
      const folded = options.has('i') ? line.toLowerCase() : line
      return options.has('w')
        ? folded.replace(/\s/g, '')
        : options.has('b')
          ? folded.replace(/\s+/g, ' ').trimEnd()
          : folded
    }
    if (same(a ?? '') === same(b ?? '')) {
      if (options.has('s')) out(process, `Files ${left} and ${right} are identical\n`)
      return { exit: 0 }
    }
    const [before, after] = [linesOf(a ?? '').map(bare), linesOf(b ?? '').map(bare)]
    if (options.has('q') || before.length > MOST_LINES || after.length > MOST_LINES) {
      out(process, `Files ${left} and ${right} differ\n`)
      return { exit: 1 }
    }
    const list = edits(before.map(same), after.map(same)).map((edit) => ({
      ...edit,
      line: (edit.sign === '+' ? after[edit.right] : before[edit.left]) ?? '',
    }))
    if (list.every(({ sign }) => sign === ' ')) return { exit: 0 }
    // BusyBox always writes the unified form.
    const isUnified = options.has('u') || options.has('U') || process.which('busybox') !== undefined
    out(process, isUnified ? `--- ${left}\n+++ ${right}\n${unified(list)}` : plain(list))
    return { exit: 1 }
  },
})
