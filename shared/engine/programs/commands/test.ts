import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { judge } from './lib/condition.ts'
import { fail, tool } from './lib/tool.ts'

function turn(process: Process, words: readonly Bytes[]): Turn {
  const judged = judge(process, words)
  if (typeof judged === 'object') return fail(process, judged.problem, 2)
  return { exit: judged ? 0 : 1 }
}

export const test = tool({
  name: 'test',
  about: 'Judge a condition: files, texts, numbers, !, -a, -o, ( )',
  run: (process, { operands }) => turn(process, operands),
})

export const bracket = tool({
  name: '[',
  about: 'Judge a condition, as test does',
  run(process, { operands }) {
    if (operands.at(-1) !== ']') return fail(process, 'missing ]', 2)
    return turn(process, operands.slice(0, -1))
  },
})
