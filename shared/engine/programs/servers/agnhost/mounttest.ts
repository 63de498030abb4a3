import { SECOND } from '../../../time.ts'
import type { Process, Turn } from '../../command.ts'
import { isRefused } from '../../files.ts'
import { osError, quoted } from '../go.ts'
import { numberOf, type Flags, type Sub } from './sub.ts'

/** `--new_file_0644 /x` and its like, in the order in which they are done. */
const NEW_FILES = {
  new_file_0644: 0o644,
  new_file_0666: 0o666,
  new_file_0660: 0o660,
  new_file_0777: 0o777,
}

const CONTENT = 'mount-tester new file\n'
/** f_type of tmpfs and of ext4. Source: statfs(2). */
const FS_TYPES = { tmpfs: 'tmpfs', ext4: '61267' }

/** Looks at mounted files and says what it sees. Source: test/images/agnhost/mounttest. */
export const mounttest: Sub = {
  name: 'mounttest',
  flags: {
    fs_type: '',
    file_mode: '',
    file_perm: '',
    file_owner: '',
    new_file_0644: '',
    new_file_0666: '',
    new_file_0660: '',
    new_file_0777: '',
    file_content: '',
    file_content_in_loop: '',
    retry_time: '180',
    break_on_expected_content: 'true',
  },
  run(process, flags) {
    let code = 0
    const done = (isWell: boolean) => {
      if (!isWell) code = 1
    }
    const memory = (process.state ?? { code: 0 }) as { code: number }
    if (process.state === undefined) {
      if (flags.fs_type) done(fsType(process, flags.fs_type))
      for (const [name, mode] of Object.entries(NEW_FILES)) {
        if (flags[name]) done(writeNew(process, flags[name], mode))
      }
      if (flags.file_mode) done(told(process, flags.file_mode, 'mode'))
      if (flags.file_perm) done(told(process, flags.file_perm, 'perms'))
      if (flags.file_owner) done(owner(process, flags.file_owner))
      if (flags.file_content) done(content(process, flags.file_content))
    } else code = memory.code
    if (!flags.file_content_in_loop) return { exit: code }
    return loop(process, flags, flags.file_content_in_loop, code)
  },
}

function loop(process: Process, flags: Flags, path: string, code: number): Turn {
  const until = process.startedAt + numberOf(flags, 'retry_time') * SECOND
  const isOver = process.now >= until
  const text = process.files.read(path)
  if (!isOver) {
    if (isRefused(text)) {
      process.write(
        `Error reading file ${path}: ${osError('open', path, text.problem)}, retrying\n`,
      )
    } else {
      process.write(`content of file ${quoted(path)}: ${text}\n`)
      if (flags.break_on_expected_content !== 'false') {
        if (text === CONTENT) return { exit: code }
        process.write(`Unexpected content. Expected: ${CONTENT}. Retrying`)
      }
    }
    return { wait: { until: process.now + 2 * SECOND }, state: { code } }
  }
  return { exit: isRefused(text) ? 1 : code }
}

function content(process: Process, path: string): boolean {
  const text = process.files.read(path)
  if (isRefused(text)) {
    const why = osError(text.problem === 'Is a directory' ? 'read' : 'open', path, text.problem)
    process.write(`error reading file content for ${quoted(path)}: ${why}\n`)
    return false
  }
  process.write(`content of file ${quoted(path)}: ${text}\n`)
  return true
}

function writeNew(process: Process, path: string, mode: number): boolean {
  const written = process.files.write(path, CONTENT, { mode })
  if (!isRefused(written)) return content(process, path)
  const why = osError('open', path, written.problem)
  process.write(`error writing new file ${quoted(path)}: ${why}\n`)
  return false
}

function told(process: Process, path: string, what: 'mode' | 'perms'): boolean {
  const found = process.files.stat(path)
  if (isRefused(found)) {
    const why = osError('stat', path, found.problem)
    process.write(`error from Stat(${quoted(path)}): ${why}\n`)
    return false
  }
  const kind = what === 'perms' ? '-' : modePrefix(found.type === 'directory', found.mode)
  process.write(`${what} of file ${quoted(path)}: ${kind}${permissions(found.mode)}\n`)
  return true
}

function owner(process: Process, path: string): boolean {
  const found = process.files.stat(path)
  if (isRefused(found)) {
    process.write(`error from stat(${quoted(path)}): ${found.problem.toLowerCase()}\n`)
    return false
  }
  process.write(`owner UID of ${quoted(path)}: ${process.host.uid}\n`)
  process.write(`owner GID of ${quoted(path)}: 0\n`)
  return true
}

function fsType(process: Process, path: string): boolean {
  const found = process.files.stat(path)
  if (isRefused(found)) {
    process.write(`error from statfs(${quoted(path)}): ${found.problem.toLowerCase()}\n`)
    return false
  }
  const mount = process.files.mounts().find((one) => one.path === path)
  const isMemory = mount !== undefined && /memory|tmpfs|secret|projected/i.test(mount.volume)
  process.write(`mount type of ${quoted(path)}: ${isMemory ? FS_TYPES.tmpfs : FS_TYPES.ext4}\n`)
  return true
}

/** `d`, `dt`, `-`, `-g`: Go's letters before the nine of the permissions. */
function modePrefix(isFolder: boolean, mode: number): string {
  const setsUser = mode & 0o4000 ? 'u' : ''
  const setsGroup = mode & 0o2000 ? 'g' : ''
  const special = setsUser + setsGroup + (mode & 0o1000 ? 't' : '')
  return `${isFolder ? 'd' : ''}${special}` || '-'
}

function permissions(mode: number): string {
  const letters = 'rwxrwxrwx'
  return [...letters].map((letter, at) => (mode & (0o400 >> at) ? letter : '-')).join('')
}
