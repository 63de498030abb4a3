import { copyOf } from '../copy.ts'
import type { Bytes } from '../bytes.ts'
import type { Pid, Stream } from '../command.ts'
import { isRefused } from '../files.ts'
import type { Shell } from './core.ts'
import { Failure } from './failure.ts'
import { asJson, type Frame, type ShellState } from './state.ts'
import { exported } from './variables.ts'

/** Starts a subshell that continues in a part of this text, with all that this shell knows. */
export function fork(
  shell: Shell,
  part: Pick<Frame, 'text'> & { from: number; to?: number; script?: Bytes },
  streams: Readonly<Record<number, Stream>> = {},
): Pid {
  const { state, process } = shell
  const { frames: _, reads: __, awaits: ___, leaving: ____, unread: _____, ...inherited } = state
  const frame: Frame = { is: 'main', text: part.text, pc: part.from, blocks: [] }
  if (part.to !== undefined) frame.end = part.to
  const ignored = Object.entries(state.traps).filter(([, text]) => text === '')
  const child: ShellState = {
    ...copyOf(inherited),
    frames: [frame],
    jobs: [],
    traps: Object.fromEntries(ignored),
    pending: [],
    substituted: {},
  }
  if (part.script !== undefined) {
    child.texts = [...child.texts, part.script]
    frame.text = child.texts.length - 1
  }
  delete child.substitutionStatus
  const argv = process.argv.length > 0 ? process.argv : ['sh']
  const pid = process.spawn({ argv, env: exported(state), streams, state: asJson(child) })
  if (typeof pid === 'number') return pid
  const words =
    state.dialect === 'bash' ? 'fork: retry: Resource temporarily unavailable' : "can't fork"
  throw new Failure(pid === 'too many processes' ? words : pid, 2, true)
}

/** Says why a command could not be started; gives its status. */
export function spawnFailed(
  shell: Shell,
  name: Bytes,
  why: 'not found' | 'permission denied' | 'too many processes',
): number {
  const isBash = shell.state.dialect === 'bash'
  if (why === 'too many processes') {
    shell.complain(isBash ? 'fork: retry: Resource temporarily unavailable' : "can't fork")
    return isBash ? 254 : 2
  }
  if (why === 'permission denied') {
    const path = name.startsWith('/') ? name : `${shell.process.cwd}/${name}`
    const info = shell.process.files.stat(path)
    const isDirectory = !isRefused(info) && info.type === 'directory'
    if (isBash && isDirectory) shell.complain(`${name}: Is a directory`)
    else shell.complain(`${name}: Permission denied`)
    return 126
  }
  if (isBash && name.includes('/')) shell.complain(`${name}: No such file or directory`)
  else shell.complain(isBash ? `${name}: command not found` : `${name}: not found`)
  return 127
}
