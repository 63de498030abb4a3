import { Failure, StatusFailure, type Status } from '../failure.ts'
import { CHANNEL, type Channels } from '../io.ts'
import { isRecord } from '../object.ts'
import type { PodObject } from '../pods.ts'
import { pathOf, type Session } from '../session.ts'

/** What a session with a container is about. */
export interface Remote {
  pod: PodObject
  container: string
  part: 'exec' | 'attach'
  command: readonly string[]
  stdin: boolean
  tty: boolean
}

/** A program that ended with a code other than 0 says so in this form. */
const NON_ZERO = 'NonZeroExitCode'

/**
 * Opens the session, passes on what is typed and what is said, and gives the exit code. Upstream:
 * client-go tools/remotecommand, v5 of its protocol.
 */
export async function converse(session: Session, remote: Remote): Promise<number> {
  const { io } = session
  if (!io.connect) throw new Failure(`kubectl ${remote.part} is not available here`)
  const channels = await io.connect(await addressOf(session, remote))
  if (remote.tty) io.raw?.(true)
  const stop = typing(session, remote, channels)
  const decoders = { out: new TextDecoder(), err: new TextDecoder() }
  let status: Status | undefined
  for await (const { channel, bytes } of channels.messages) {
    if (channel === CHANNEL.stdout) io.stdout(decoders.out.decode(bytes, { stream: true }))
    if (channel === CHANNEL.stderr) io.stderr(decoders.err.decode(bytes, { stream: true }))
    if (channel !== CHANNEL.status) continue
    // Nothing comes after it.
    status = statusIn(bytes)
    break
  }
  channels.close()
  stop()
  io.raw?.(false)
  return codeOf(status)
}

async function addressOf(session: Session, remote: Remote): Promise<string> {
  const { pod, container, part, command, stdin, tty } = remote
  const resource = (await session.discovery()).mustHave('pods')
  const query = [
    ...command.map((word): [string, string] => ['command', word]),
    ['container', container],
    ...(stdin ? [['stdin', 'true']] : []),
    ['stdout', 'true'],
    ...(tty ? [['tty', 'true']] : [['stderr', 'true']]),
  ]
  const text = query.map(([key = '', value = '']) => `${key}=${encodeURIComponent(value)}`)
  return `${pathOf(resource, pod.metadata.namespace, pod.metadata.name, part)}?${text.join('&')}`
}

/** Sends what is typed, and its end where nobody types. Returns what ends that. */
function typing({ io }: Session, { stdin }: Remote, channels: Channels): () => void {
  let isOver = false
  const encoder = new TextEncoder()
  const pass = async (): Promise<void> => {
    if (io.stdin !== undefined) channels.send(CHANNEL.stdin, encoder.encode(io.stdin))
    for await (const text of io.typed ?? []) {
      if (isOver) return
      channels.send(CHANNEL.stdin, encoder.encode(text))
    }
    if (!isOver) channels.send(CHANNEL.close, Uint8Array.of(CHANNEL.stdin))
  }
  if (stdin) void pass()
  const watch = setInterval(() => io.signal?.aborted && channels.close(), 50)
  return () => {
    isOver = true
    clearInterval(watch)
  }
}

function statusIn(bytes: Uint8Array): Status | undefined {
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
  return isRecord(value) ? (value as Status) : undefined
}

function codeOf(status: Status | undefined): number {
  if (!status || (status as { status?: string }).status === 'Success') return 0
  if (status.reason !== NON_ZERO) throw new StatusFailure(status)
  const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')
  const code = Number(cause?.message ?? 1)
  throw new ExitFailure(code)
}

/** The program in the container ended with a code: kubectl ends with the same. */
class ExitFailure extends Failure {
  constructor(code: number) {
    super(`command terminated with exit code ${code}`, code)
  }

  override get text(): string {
    return this.message
  }
}
