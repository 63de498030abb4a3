import type { Redirection } from 'unbash'
import type { Bytes } from '../bytes.ts'
import type { Stream } from '../command.ts'
import { isRefused } from '../files.ts'
import type { Shell } from './core.ts'
import type { Expander } from './expand.ts'
import { Failure } from './failure.ts'

type Streams = Record<string, Stream | null>

const DEVICES: Readonly<Record<string, number>> = {
  '/dev/stdin': 0,
  '/dev/stdout': 1,
  '/dev/stderr': 2,
  '/dev/fd/0': 0,
  '/dev/fd/1': 1,
  '/dev/fd/2': 2,
  '/proc/self/fd/1': 1,
  '/proc/self/fd/2': 2,
}

/** Where a command's streams lead by its redirections, one after the other; null: closed. */
export function streamsOf(
  shell: Shell,
  expander: Expander,
  redirects: readonly Redirection[],
): Streams {
  const streams: Streams = {}
  const current = (number: number): Stream | undefined => {
    const changed = streams[number]
    return changed === undefined ? shell.process.stream(number) : (changed ?? undefined)
  }
  for (const redirect of redirects) {
    const { descriptor } = redirect
    const number = descriptor?.type === 'FileDescriptor' ? descriptor.value : undefined
    if (redirect.type === 'Redirect') open(shell, expander, redirect, number, streams, current)
    else {
      const bytes =
        redirect.type === 'HereString'
          ? `${redirect.target ? expander.text(redirect.target) : ''}\n`
          : hereDocument(expander, redirect)
      streams[number ?? 0] = filled(shell, bytes)
    }
  }
  return streams
}

function filled({ process }: Shell, bytes: Bytes): Stream {
  const pipe = process.pipe()
  process.fill(pipe, bytes)
  return { to: 'pipe', pipe }
}

function hereDocument(
  expander: Expander,
  redirect: Extract<Redirection, { type: 'HereDoc' }>,
): Bytes {
  const { body, operator, delimiter } = redirect
  const isPlain = delimiter?.quoted || !body.parts
  const text = isPlain ? body.text : expander.parts(body.parts ?? [])
  return operator === '<<-' ? text.replace(/^\t+/gm, '') : text
}

type Plain = Extract<Redirection, { type: 'Redirect' }>

function open(
  shell: Shell,
  expander: Expander,
  { operator, target }: Plain,
  number: number | undefined,
  streams: Streams,
  current: (number: number) => Stream | undefined,
): void {
  const word = target ? expander.text(target) : ''
  if (operator === '>&' || operator === '<&') {
    if (/^\d+$/.test(word) || word === '-') {
      const from = word === '-' ? undefined : current(Number(word))
      if (word !== '-' && !from) throw new Failure(badDescriptor(shell, word))
      streams[number ?? (operator === '>&' ? 1 : 0)] = from ? { ...from } : null
      return
    }
    if (operator === '<&') throw new Failure(badDescriptor(shell, word))
  }
  const both = operator.startsWith('&') || operator === '>&'
  const stream = opened(shell, operator, word, current)
  streams[number ?? (operator.startsWith('<') ? 0 : 1)] = stream
  if (both) streams[2] = { ...stream }
}

function badDescriptor({ state }: Shell, word: Bytes): Bytes {
  return state.dialect === 'bash' ? `${word}: Bad file descriptor` : `${word}: bad file descriptor`
}

function opened(
  shell: Shell,
  operator: string,
  word: Bytes,
  current: (number: number) => Stream | undefined,
): Stream {
  const { process, state } = shell
  const path = word.startsWith('/') ? word : `${process.cwd}/${word}`
  if (path === '/dev/null') return { to: 'null' }
  const device = DEVICES[path] ?? (path === '/dev/tty' ? 2 : undefined)
  const same = device === undefined ? undefined : current(device)
  if (same) return { ...same }
  if (/^\/proc\/1\/fd\/[12]$/.test(path)) {
    return path.endsWith('2') ? { to: 'log', stderr: true } : { to: 'log' }
  }
  if (operator === '<') {
    const info = process.files.stat(path)
    if (isRefused(info)) throw new Failure(cannot(shell, word, 'open', info.problem))
    const bytes = process.files.read(path)
    if (isRefused(bytes)) throw new Failure(cannot(shell, word, 'open', bytes.problem))
    return { to: 'file', path, offset: 0 }
  }
  const append = operator.includes('>>') || operator === '<>'
  const mode = 0o666 & ~state.umask
  const written = process.files.write(path, '', { append, mode })
  if (isRefused(written)) throw new Failure(cannot(shell, word, 'create', written.problem))
  return { to: 'file', path, offset: 0, append: true }
}

/** Source: messages of bash, BusyBox ash and dash. */
function cannot({ state }: Shell, word: Bytes, what: 'open' | 'create', problem: Bytes): Bytes {
  if (state.dialect === 'bash') return `${word}: ${problem}`
  const isMissing = problem === 'No such file or directory'
  if (!isMissing)
    return `can't ${what} ${word}: ${problem}`.replace(/^can't/, cannotWord(state.dialect))
  const why = what === 'open' ? 'no such file' : 'nonexistent directory'
  if (state.dialect === 'ash') return `can't ${what} ${word}: ${why}`
  const dash = what === 'open' ? 'No such file' : 'Directory nonexistent'
  return `cannot ${what} ${word}: ${dash}`
}

function cannotWord(dialect: string): string {
  return dialect === 'dash' ? 'cannot' : "can't"
}
