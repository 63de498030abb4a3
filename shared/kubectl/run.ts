import { commands } from './commands/index.ts'
import type { Command } from './command.ts'
import { GLOBAL } from './common-flags.ts'
import { Failure, UsageFailure } from './failure.ts'
import { parseFlags, requireFlags } from './flags.ts'
import { groupHelp, help } from './help.ts'
import type { Fetch, Io } from './io.ts'
import { openSession } from './session.ts'

/** What a shell says of a command that Ctrl-C ended. */
const INTERRUPTED = 130

/**
 * Every command of kubectl 1.32, in the order in which it thinks of what somebody may have meant.
 */
const UPSTREAM =
  `create expose run set explain get edit delete rollout scale autoscale certificate cluster-info
  top cordon uncordon drain taint describe logs attach exec port-forward proxy cp auth debug events
  diff apply patch replace wait kustomize label annotate completion alpha config plugin version
  api-versions api-resources options`.split(/\s+/)

/**
 * Runs one kubectl command line (`argv` without `kubectl` itself) against an API server and gives
 * the exit code. Whatever goes wrong is said on stderr in kubectl's words. Knows kubectl 1.32.
 */
export async function run(argv: readonly string[], io: Io, fetch: Fetch): Promise<number> {
  try {
    return await dispatch(argv, io, fetch)
  } catch (error) {
    if (io.signal?.aborted) return INTERRUPTED
    if (!(error instanceof Failure)) throw error
    io.stderr(`${error.text}\n`)
    return error.code
  }
}

async function dispatch(argv: readonly string[], io: Io, fetch: Fetch): Promise<number> {
  const { words, rest } = splitWords(argv)
  if (words.length === 0 || words[0] === 'help') {
    io.stdout(help(commands))
    return 0
  }
  const command = commandOf(words)
  if (!command) return unknown(words, rest, io)
  const flagsKnown = [...command.flags, ...GLOBAL]
  const used = command.name.split(' ').length
  const { args, flags, dash } = parseFlags(
    command.name,
    [...words.slice(used), ...rest],
    flagsKnown,
  )
  if (flags.on('help')) {
    io.stdout(`${command.about}\n\nUsage:\n  kubectl ${command.name} [flags]\n`)
    return 0
  }
  requireFlags(flags, command.flags)
  if (flags.has('record')) {
    io.stderr('Flag --record has been deprecated, --record will be removed in the future\n')
  }
  const session = openSession(fetch, io, { flags, args, dash, command: command.name })
  return (await command.run(session)) ?? 0
}

/**
 * The words that choose the command, and all others in their order. Flags may stand before them; of
 * those only kubectl's own take a value there.
 */
function splitWords(argv: readonly string[]): { words: string[]; rest: string[] } {
  const words: string[] = []
  const rest: string[] = []
  let at = 0
  while (at < argv.length && words.length < 2) {
    const word = argv[at] ?? ''
    at += 1
    if (word === '--') {
      at -= 1
      break
    }
    if (!word.startsWith('-')) {
      if (words.length === 1 && !isGroup(words[0] ?? '')) {
        at -= 1
        break
      }
      words.push(word)
    } else {
      rest.push(word)
      if (takesValue(word) && at < argv.length) rest.push(argv[at++] ?? '')
    }
  }
  return { words, rest: [...rest, ...argv.slice(at)] }
}

function takesValue(word: string): boolean {
  if (word.includes('=')) return false
  const flag = GLOBAL.find(({ name, short }) => word === `--${name}` || word === `-${short}`)
  const isSubFlag = word === '-f' || word === '-l' || word === '-o'
  return isSubFlag || (flag !== undefined && flag.type !== 'flag')
}

function isGroup(word: string): boolean {
  return commands.some(({ name }) => name.startsWith(`${word} `))
}

function commandOf(words: readonly string[]): Command | undefined {
  const [first = '', second] = words
  const isCalled = (command: Command, head: string | undefined, word: string | undefined) => {
    const parts = command.name.split(' ')
    if (parts.length !== (head === undefined ? 1 : 2)) return false
    if (head !== undefined && parts[0] !== head) return false
    return [parts.at(-1), ...(command.aliases ?? [])].includes(word)
  }
  const sub = commands.find((command) => isCalled(command, first, second))
  return sub ?? commands.find((command) => isCalled(command, undefined, first))
}

function unknown(words: readonly string[], rest: readonly string[], io: Io): number {
  const [first = '', second] = words
  if (isGroup(first)) {
    if (second === undefined || rest.includes('--help') || rest.includes('-h')) {
      io.stdout(groupHelp(commands, first))
      return 0
    }
    throw new UsageFailure(first, `unknown command "${second}"`)
  }
  if (UPSTREAM.includes(first)) {
    throw new Failure(`kubectl ${first} is not available here`)
  }
  const near = namesNear(first)
  const hint =
    near.length === 0 ? '' : `\n\nDid you mean this?\n${near.map((n) => `\t${n}\n`).join('')}`
  throw new Failure(`unknown command "${first}" for "kubectl"${hint.replace(/\n$/, '')}`)
}

function namesNear(word: string): string[] {
  return UPSTREAM.filter((name) => {
    return distance(word.toLowerCase(), name) <= 2 || name.startsWith(word.toLowerCase())
  })
}

/** Letters to change, add or drop to make one word of the other (Levenshtein). */
function distance(left: string, right: string): number {
  let row = [...Array(right.length + 1).keys()]
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}
