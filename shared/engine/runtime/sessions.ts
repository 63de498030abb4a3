import { hex16 } from '../luck.ts'
import { toBytes } from '../programs/bytes.ts'
import type { Stream } from '../programs/command.ts'
import type { Message } from '../programs/session.ts'
import type { Box } from './box.ts'
import { endRow } from './end-row.ts'
import { INPUT_BYTES, MOST_SESSIONS } from './limits.ts'
import type { Machine } from './machine.ts'
import { execProblem } from './start.ts'
import { OWN_INPUT } from './streams.ts'
import type { SessionRow } from './table.ts'
import { type as typeKeys } from './terminal.ts'

type Of<T extends Message['type']> = Extract<Message, { type: T }>

/** Opens an exec or attach session. What goes wrong is told in the session's note. */
export function openSession(machine: Machine, message: Of<'open'>): void {
  const { session, container, tty, mode, stdin } = message
  machine.sessions.begin(session, container, tty)
  const fail = (text: string): void =>
    machine.sessions.end(session, { reason: 'InternalError', message: text })
  const box = machine.box(container)
  if (!box || box.table.ended) return fail(`container not found (${JSON.stringify(container)})`)
  if (Object.keys(box.table.sessions).length >= MOST_SESSIONS) {
    return fail('too many sessions of this container are open')
  }
  const row: SessionRow = { pid: 0, mode, tty, stdin, input: '' }
  if (!stdin) row.inputEnded = true
  if (mode === 'exec') return execute(box, message, row)
  box.changed = true
  box.table.sessions[session] = { ...row, pid: box.table.main }
}

/** Source: kubernetes pkg/kubelet/cri/remote, containerd and runc's words. */
function execute(box: Box, { session, argv, tty, stdin }: Of<'open'>, row: SessionRow): void {
  const { machine, table } = box
  const out: Stream = { to: 'session', session }
  const streams: Record<string, Stream> = {
    0: stdin ? { to: 'session', session } : { to: 'null' },
    1: out,
    2: tty ? out : { to: 'session', session, stderr: true },
  }
  const words = argv.map(toBytes)
  const cwd = box.hosted.spec.workingDir || box.config?.workdir || '/'
  const env = tty && !table.env['TERM'] ? { ...table.env, TERM: 'xterm' } : table.env
  const made = box.spawn({ argv: words }, { pid: 0, cwd, streams, session, env })
  if (typeof made !== 'string') {
    table.sessions[session] = { ...row, pid: made.pid }
    return
  }
  const why = execProblem(box, words, cwd) ?? `${made}: unknown`
  const id = ['a', 'b', 'c', 'd'].map((part) => hex16(session, box.name, part)).join('')
  const message =
    'Internal error occurred: error executing command in container: failed to exec in ' +
    `container: failed to start exec "${id}": OCI runtime exec failed: exec failed: ` +
    `unable to start container process: ${why}`
  machine.sessions.end(session, { reason: 'InternalError', message })
}

/** Bytes from a session's client. */
export function input(machine: Machine, { session, bytes, ends }: Of<'input'>): void {
  const box = boxOf(machine, session)
  const own = box?.table.sessions[session]
  if (!box || !own || !own.stdin) return
  box.changed = true
  const target = own.mode === 'attach' ? (box.table.sessions[OWN_INPUT] ?? own) : own
  const note = machine.sessions.of(session)
  if (target.tty) typeKeys(box, target === own ? session : OWN_INPUT, target, bytes, note)
  else target.input = (target.input + bytes).slice(0, INPUT_BYTES)
  const isOnce = own.mode !== 'attach' || box.hosted.spec.stdinOnce === true
  if (ends && isOnce) target.inputEnded = true
}

export function resize(machine: Machine, { session, width, height }: Of<'resize'>): void {
  const box = boxOf(machine, session)
  const own = box?.table.sessions[session]
  if (!box || !own) return
  own.size = { width, height }
  box.changed = true
}

/** The client is gone: what ran for it ends, as it does when its terminal hangs up. */
export function closeSession(machine: Machine, session: string): void {
  const box = boxOf(machine, session)
  machine.sessions.forget(session)
  if (!box) return
  const own = box.table.sessions[session]
  box.changed = true
  delete box.table.sessions[session]
  if (own?.mode !== 'exec') return
  for (const row of box.live) if (row.session === session) endRow(box, row, 129)
}

function boxOf(machine: Machine, session: string): Box | undefined {
  const container = machine.sessions.of(session)?.container
  const box = container ? machine.box(container) : undefined
  return box?.table.ended ? undefined : box
}
