import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isRefused, type FileInfo } from '../files.ts'
import { strftime } from './lib/calendar.ts'
import { unescape } from './lib/escapes.ts'
import { humanSize, modeText } from './lib/numbers.ts'
import { absolute, basename } from './lib/path.ts'
import { failUsage, isBusybox, out, tool, warn } from './lib/tool.ts'
import { walk } from './lib/tree.ts'

const kindOf = ({ type, size }: FileInfo): string =>
  type === 'directory'
    ? 'directory'
    : type === 'link'
      ? 'symbolic link'
      : size === 0
        ? 'regular empty file'
        : 'regular file'

const stamp = (info: FileInfo): string => `${strftime('%Y-%m-%d %H:%M:%S.%N', info.at)} +0000`

/** A number that stays with a path. */
function inode(path: Bytes): number {
  let hash = 7
  for (const one of path) hash = (Math.imul(hash, 31) + one.charCodeAt(0)) >>> 0
  return 1_000_000 + (hash % 9_000_000)
}

function formatted(format: string, path: Bytes, where: Bytes, info: FileInfo): string {
  const seconds = String(Math.floor(info.at / 1000))
  const values: Readonly<Record<string, string>> = {
    n: path,
    N: info.type === 'link' ? `'${path}' -> '${info.target}'` : `'${path}'`,
    s: String(info.size),
    a: info.mode.toString(8),
    A: modeText(info.type, info.mode),
    F: kindOf(info),
    i: String(inode(where)),
    u: '0',
    g: '0',
    U: 'root',
    G: 'root',
    h: '1',
    b: String(Math.ceil(info.size / 4096) * 8),
    B: '512',
    o: '4096',
    x: stamp(info),
    y: stamp(info),
    z: stamp(info),
    w: '-',
    X: seconds,
    Y: seconds,
    Z: seconds,
    W: '0',
    '%': '%',
  }
  return format.replace(/%([a-zA-Z%])/g, (all: string, letter: string) => values[letter] ?? all)
}

function whole(path: Bytes, where: Bytes, info: FileInfo): string {
  const name = info.type === 'link' ? `${path} -> ${info.target}` : path
  const blocks = String(Math.ceil(info.size / 4096) * 8)
  const access = `(${info.mode.toString(8).padStart(4, '0')}/${modeText(info.type, info.mode)})`
  const time = stamp(info)
  const size = String(info.size).padEnd(10)
  return `  File: ${name}
  Size: ${size}\tBlocks: ${blocks.padEnd(10)} IO Block: 4096   ${kindOf(info)}
Device: 30h/48d\tInode: ${String(inode(where)).padEnd(10)}  Links: 1
Access: ${access}  Uid: (    0/    root)   Gid: (    0/    root)
Access: ${time}
Modify: ${time}
Change: ${time}
`
}

export const stat = tool({
  name: 'stat',
  about: 'Tell of files: -c FORMAT, -L',
  options: 'c: L f t format=c dereference=L printf:',
  synopsis: '[-Lt] [-c FMT] FILE...',
  run(process, options) {
    if (options.operands.length === 0) return failUsage(process, '[-Lt] [-c FMT] FILE...')
    let code = 0
    for (const path of options.operands) {
      const where = absolute(process, path)
      const info = options.has('L') ? process.files.stat(where) : process.files.lstat(where)
      if (isRefused(info)) {
        warn(
          process,
          isBusybox(process)
            ? `can't stat '${path}': ${info.problem}`
            : `cannot statx '${path}': ${info.problem}`,
        )
        code = 1
        continue
      }
      const format = options.get('c')
      const print = options.get('printf')
      if (print !== undefined) out(process, unescape(formatted(print, path, where, info)).text)
      else if (format !== undefined) out(process, `${formatted(format, path, where, info)}\n`)
      else out(process, whole(path, where, info))
    }
    return { exit: code }
  },
})

export const du = tool({
  name: 'du',
  about: 'Sum up sizes: -s, -h, -a, -c, -d, -k, -m, -b',
  options:
    's h a c k m b x L d: summarize=s human-readable=h all=a total=c max-depth=d bytes=b apparent-size',
  synopsis: '[-aHLdclsxhmk] [FILE]...',
  run(process, options) {
    let code = 0
    let total = 0
    const text = (bytes: number): string => {
      if (options.has('h')) return humanSize(bytes)
      if (options.has('b')) return String(bytes)
      return String(Math.ceil(bytes / (options.has('m') ? 1024 ** 2 : 1024)))
    }
    const depthLimit = options.has('s') ? 0 : Number(options.get('d') ?? Infinity)
    for (const path of options.operands.length > 0 ? options.operands : ['.']) {
      const root = absolute(process, path)
      if (isRefused(process.files.lstat(root))) {
        warn(
          process,
          isBusybox(process)
            ? `${path}: No such file or directory`
            : `cannot access '${path}': No such file or directory`,
        )
        code = 1
        continue
      }
      const prefix = path.replace(/\/$/, '')
      const rows = sizes(process, root, options.has('b'))
      for (const { where, bytes, depth, isDirectory } of rows) {
        if (depth > depthLimit || (!isDirectory && !options.has('a') && depth > 0)) continue
        out(
          process,
          `${text(bytes)}\t${depth === 0 ? path : prefix + where.slice(root === '/' ? 0 : root.length)}\n`,
        )
      }
      total += rows.at(-1)?.bytes ?? 0
    }
    if (options.has('c')) out(process, `${text(total)}\ttotal\n`)
    return { exit: code }
  },
})

interface Row {
  where: Bytes
  bytes: number
  depth: number
  isDirectory: boolean
}

/** Sizes from the leaves up, the root last. */
function sizes(process: Process, root: Bytes, exact: boolean): Row[] {
  const rows: Row[] = []
  walk(process.files, root, (where, depth) => {
    const info = process.files.lstat(where)
    if (isRefused(info)) return
    const own =
      info.type === 'directory' ? 4096 : exact ? info.size : Math.ceil(info.size / 4096) * 4096
    rows.push({ where, bytes: own, depth, isDirectory: info.type === 'directory' })
  })
  for (let at = rows.length - 1; at > 0; at -= 1) {
    const row = rows[at] as Row
    const parent = rows.slice(0, at).findLast(({ depth }) => depth === row.depth - 1)
    if (parent) parent.bytes += row.bytes
  }
  return postOrder(rows)
}

/** Parents after their children. */
function postOrder(rows: readonly Row[]): Row[] {
  const order: Row[] = []
  const open: Row[] = []
  for (const row of rows) {
    while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= row.depth) order.push(open.pop() as Row)
    open.push(row)
  }
  return [...order, ...open.reverse()]
}

/** What the disk of a node holds, as far as `df` tells. */
const DISK_BYTES = 100 * 1024 ** 3

export const df = tool({
  name: 'df',
  about: 'Tell of space: -h, -k, -m, -T, -i; of the root and mounted volumes',
  options: 'h k m P T i a B: H human-readable=h',
  synopsis: '[-PkmhTai] [FILESYSTEM]...',
  run(process, options) {
    const used = Math.round(DISK_BYTES * 0.17)
    const unit = options.has('m') ? 1024 ** 2 : 1024
    const text = (bytes: number) =>
      options.has('h') ? humanSize(bytes) : String(Math.ceil(bytes / unit))
    const rows = [
      { device: 'overlay', type: 'overlay', path: '/' },
      { device: 'tmpfs', type: 'tmpfs', path: '/dev' },
      ...process.files.mounts().map(({ path }) => ({ device: '/dev/vda1', type: 'ext4', path })),
    ]
    const wanted = options.operands.map((path) => absolute(process, path))
    const shown =
      wanted.length === 0
        ? rows
        : wanted.map(
            (path) =>
              rows.findLast(
                (row) => path === row.path || path.startsWith(`${row.path.replace(/\/$/, '')}/`),
              ) ?? rows[0]!,
          )
    const head = options.has('h')
      ? 'Size      Used Available'
      : `${options.has('m') ? '1M' : '1K'}-blocks      Used Available`
    out(
      process,
      `Filesystem           ${options.has('T') ? 'Type       ' : ''}${head} Use% Mounted on\n`,
    )
    for (const { device, type, path } of shown) {
      const isMemory = type === 'tmpfs'
      const size = isMemory ? 64 * 1024 ** 2 : DISK_BYTES
      const taken = isMemory ? 0 : used
      const columns = [size, taken, size - taken].map((bytes) => text(bytes).padStart(9)).join(' ')
      out(
        process,
        `${device.padEnd(20)} ${options.has('T') ? type.padEnd(10) : ''}${columns} ${String(Math.ceil((taken * 100) / size)).padStart(3)}% ${path}\n`,
      )
    }
    return { exit: 0 }
  },
})

export const mount = tool({
  name: 'mount',
  about: 'List what is mounted; mounts nothing',
  options: 't: o: a r w v n',
  synopsis: '[OPTIONS]',
  run(process, options) {
    if (options.operands.length > 0) {
      warn(
        process,
        isBusybox(process)
          ? 'permission denied (are you root?)'
          : `${basename(options.operands.at(-1) ?? '')}: permission denied.`,
      )
      return { exit: isBusybox(process) ? 1 : 32 }
    }
    out(
      process,
      'overlay on / type overlay (rw,relatime)\nproc on /proc type proc (rw,nosuid,nodev,noexec,relatime)\ntmpfs on /dev type tmpfs (rw,nosuid,size=65536k,mode=755)\n',
    )
    for (const { path, readOnly } of process.files.mounts())
      out(process, `/dev/vda1 on ${path} type ext4 (${readOnly ? 'ro' : 'rw'},relatime)\n`)
    return { exit: 0 }
  },
})
