import { parse } from 'unbash'
import type { Bytes } from '../../bytes.ts'
import { evaluate } from '../arithmetic.ts'
import type { Shell } from '../core.ts'
import { Failure } from '../failure.ts'
import { setOptions } from '../options.ts'
import { assign, valueOf } from '../variables.ts'
import type { Builtin } from './builtin.ts'

function set(shell: Shell, words: readonly Bytes[]): number {
  const { state, process } = shell
  if (words.length === 0) {
    for (const name of Object.keys(state.variables).sort((left, right) =>
      left < right ? -1 : 1,
    )) {
      const value = valueOf(state, name) ?? ''
      process.writeTo(1, `${name}='${value.replaceAll("'", "'\\''")}'\n`)
    }
    return 0
  }
  const rest = setOptions(state, words, (word) => {
    const isBash = state.dialect === 'bash'
    throw new Failure(
      isBash ? `set: ${word}: invalid option` : `set: illegal option ${word}`,
      2,
      !isBash,
    )
  })
  if (rest) state.params = rest
  return 0
}

function shift(shell: Shell, words: readonly Bytes[]): number {
  const count = Number(words[0] ?? 1)
  const { state } = shell
  if (!Number.isInteger(count) || count < 0 || count > state.params.length) {
    if (state.dialect === 'dash') throw new Failure("shift: can't shift that many", 2, true)
    return 1
  }
  state.params = state.params.slice(count)
  return 0
}

function getopts(shell: Shell, words: readonly Bytes[]): number {
  const { state } = shell
  const [grammar = '', name = '', ...own] = words
  const all = own.length > 0 ? own : state.params
  const index = Number(valueOf(state, 'OPTIND') ?? 1) || 1
  const word = all[index - 1]
  const at = state.optionAt ?? 1
  const isQuiet = grammar.startsWith(':')
  if (word === undefined || !word.startsWith('-') || word === '-' || word === '--') {
    if (word === '--') assign(state, 'OPTIND', String(index + 1))
    assign(state, name, '?')
    delete state.optionAt
    return 1
  }
  const letter = word.charAt(at)
  const isKnown = letter !== ':' && grammar.includes(letter)
  const takes = isKnown && grammar[grammar.indexOf(letter) + 1] === ':'
  let next = at + 1 >= word.length ? index + 1 : index
  delete state.optionAt
  if (next === index && !takes) state.optionAt = at + 1
  delete state.variables['OPTARG']
  let found = isKnown ? letter : '?'
  if (takes) {
    const rest = word.slice(at + 1)
    const value = rest === '' ? all[index] : rest
    next = rest === '' ? index + 2 : index + 1
    if (value !== undefined) assign(state, 'OPTARG', value)
    else found = isQuiet ? ':' : '?'
    if (value === undefined && !isQuiet) shell.complain(`option requires an argument -- ${letter}`)
  } else if (!isKnown && !isQuiet) shell.complain(`illegal option -- ${letter}`)
  if (isQuiet && (found === '?' || found === ':')) assign(state, 'OPTARG', letter)
  assign(state, 'OPTIND', String(next))
  assign(state, name, found)
  return 0
}

function umask(shell: Shell, words: readonly Bytes[]): number {
  const [mask] = words
  if (mask === undefined) {
    shell.process.writeTo(1, `${shell.state.umask.toString(8).padStart(4, '0')}\n`)
  } else if (/^[0-7]+$/.test(mask)) shell.state.umask = parseInt(mask, 8) & 0o777
  return 0
}

function letBuiltin(shell: Shell, words: readonly Bytes[]): number {
  let value = 0n
  for (const word of words) {
    const expander = shell.expander()
    const command = parse(`((${word}))`).commands[0]?.command
    if (command?.type !== 'ArithmeticCommand') throw new Failure(`let: ${word}: syntax error`)
    value = evaluate(command.expression, expander)
    expander.commit()
  }
  return value === 0n ? 1 : 0
}

function mapfile(shell: Shell, words: readonly Bytes[]): number {
  const name = words.findLast((word) => !word.startsWith('-')) ?? 'MAPFILE'
  const lines: Bytes[] = []
  for (let line = shell.process.readLineFrom(0); line; line = shell.process.readLineFrom(0)) {
    lines.push(words.includes('-t') ? line.replace(/\n$/, '') : line)
  }
  assign(shell.state, name, lines)
  return 0
}

const nothing: Builtin = { run: () => 0 }

/** Options and the like. */
export const settings: Readonly<Record<string, Builtin>> = {
  set: { special: true, run: set },
  shift: { special: true, run: shift },
  getopts: { run: getopts },
  umask: { run: umask },
  ulimit: {
    run(shell) {
      shell.process.writeTo(1, 'unlimited\n')
      return 0
    },
  },
  times: { special: true, run: nothing.run },
  alias: nothing,
  unalias: nothing,
  history: { only: ['bash', 'ash'], run: nothing.run },
  shopt: { only: ['bash'], run: nothing.run },
  let: { only: ['bash', 'ash'], run: letBuiltin },
  mapfile: { only: ['bash'], run: mapfile },
  readarray: { only: ['bash'], run: mapfile },
}
