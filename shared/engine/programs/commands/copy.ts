import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isRefused } from '../files.ts'
import { absolute, basename, join } from './lib/path.ts'
import { Ending, failUsage, isBusybox, tool, warn } from './lib/tool.ts'
import { copyTree, removeTree, type Mishap } from './lib/tree.ts'
import type { Options } from './lib/options.ts'

interface Move {
  /** As typed. */
  from: Bytes
  to: Bytes
}

function isDirectory(process: Process, path: Bytes): boolean {
  const info = process.files.stat(absolute(process, path))
  return !isRefused(info) && info.type === 'directory'
}

/** Which operand goes where: into the last one when that is a directory. */
function moves(process: Process, options: Options, usage: string): Move[] {
  const into = options.get('t')
  const sources = into === undefined ? options.operands.slice(0, -1) : options.operands
  const target = into ?? options.operands.at(-1) ?? ''
  if (sources.length === 0) failUsage(process, usage)
  const inside = !options.has('T') && isDirectory(process, target)
  if (!inside && sources.length > 1) {
    warn(
      process,
      isBusybox(process)
        ? `can't create '${target}': Path does not exist`
        : `target '${target}': No such file or directory`,
    )
    throw new Ending(1)
  }
  return sources.map((from) => ({ from, to: inside ? join(target, basename(from)) : target }))
}

const sameWords = (process: Process, { from, to }: Move): boolean => {
  if (absolute(process, from) !== absolute(process, to)) return false
  warn(process, `'${from}' and '${to}' are the same file`)
  return true
}

function copyOne(process: Process, move: Move, options: Options): number {
  const { from, to } = move
  const recursive = ['r', 'R', 'a'].some((letter) => options.has(letter))
  const source = absolute(process, from)
  const info = process.files.stat(source)
  if (!isRefused(info) && sameWords(process, move)) return 1
  if (!isRefused(info) && info.type === 'directory' && !recursive) {
    warn(
      process,
      isBusybox(process)
        ? `omitting directory '${from}'`
        : `-r not specified; omitting directory '${from}'`,
    )
    return 1
  }
  if (`${absolute(process, to)}/`.startsWith(`${source}/`)) {
    warn(process, `cannot copy a directory, '${from}', into itself, '${to}'`)
    return 1
  }
  if (options.has('n') && !isRefused(process.files.stat(absolute(process, to)))) return 0
  const ways = {
    keepLinks: options.has('a') || options.has('d') || options.has('P') || recursive,
    keepTimes: options.has('a') || options.has('p'),
  }
  const mishaps = copyTree(process.files, source, absolute(process, to), {
    ...ways,
    keepLinks: ways.keepLinks && !options.has('L'),
  })
  return tell(process, mishaps, source, from)
}

/** A problem at the source and one at the target have words of their own. */
function tell(process: Process, mishaps: readonly Mishap[], source: Bytes, from: Bytes): number {
  const busybox = isBusybox(process)
  for (const { path, problem } of mishaps) {
    const atSource = path === source || path.startsWith(`${source}/`)
    const name = path === source ? from : path
    if (atSource && busybox) warn(process, `can't stat '${name}': ${problem}`)
    else if (atSource) warn(process, `cannot stat '${name}': ${problem}`)
    else
      warn(
        process,
        busybox
          ? `can't create '${name}': ${problem}`
          : `cannot create regular file '${name}': ${problem}`,
      )
  }
  return mishaps.length > 0 ? 1 : 0
}

const CP = '[-arPLHpfinlsTu] SOURCE... DEST'

export const cp = tool({
  name: 'cp',
  about: 'Copy files: -r, -a, -p, -n, -L, -T, -t',
  options:
    'r R a p f i n d P L H l s v u T t: recursive=r archive=a force=f verbose=v no-clobber=n no-target-directory=T target-directory=t preserve=p',
  synopsis: CP,
  run: (process, options) =>
    all(moves(process, options, CP), (move) => copyOne(process, move, options)),
})

function all(list: readonly Move[], one: (move: Move) => number): Turn {
  return { exit: Math.max(0, ...list.map(one)) }
}

function moveOne(process: Process, move: Move, options: Options): number {
  const { from, to } = move
  const source = absolute(process, from)
  const target = absolute(process, to)
  const info = process.files.lstat(source)
  if (isRefused(info)) {
    warn(
      process,
      isBusybox(process)
        ? `can't rename '${from}': ${info.problem}`
        : `cannot stat '${from}': ${info.problem}`,
    )
    return 1
  }
  if (sameWords(process, move)) return 1
  if (options.has('n') && !isRefused(process.files.lstat(target))) return 0
  if (`${target}/`.startsWith(`${source}/`)) {
    warn(process, `cannot move '${from}' to a subdirectory of itself, '${to}'`)
    return 1
  }
  const renamed = process.files.rename(source, target)
  if (!isRefused(renamed)) return 0
  if (renamed.problem !== 'Device or resource busy') {
    warn(
      process,
      isBusybox(process)
        ? `can't rename '${from}': ${renamed.problem}`
        : `cannot move '${from}' to '${to}': ${renamed.problem}`,
    )
    return 1
  }
  // Between two volumes a file is copied and then removed.
  const mishaps = copyTree(process.files, source, target, { keepLinks: true, keepTimes: true })
  if (mishaps.length === 0) mishaps.push(...removeTree(process.files, source))
  return tell(process, mishaps, source, from)
}

const MV = '[-finT] SOURCE... DEST'

export const mv = tool({
  name: 'mv',
  about: 'Move files: -f, -n, -T, -t',
  options: 'f i n v T t: u force=f verbose=v no-clobber=n no-target-directory=T target-directory=t',
  synopsis: MV,
  run: (process, options) =>
    all(moves(process, options, MV), (move) => moveOne(process, move, options)),
})
