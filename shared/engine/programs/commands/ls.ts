import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isRefused, type FileInfo } from '../files.ts'
import { momentOf, MONTHS } from './lib/calendar.ts'
import { humanSize, modeText } from './lib/numbers.ts'
import type { Options } from './lib/options.ts'
import { absolute, join } from './lib/path.ts'
import { isBusybox, out, tool, warn } from './lib/tool.ts'

interface Entry {
  name: Bytes
  path: Bytes
  info: FileInfo
}

const byName = (left: Entry, right: Entry): number =>
  left.name < right.name ? -1 : left.name > right.name ? 1 : 0

function arranged(entries: Entry[], options: Options): Entry[] {
  const order = options.has('t')
    ? (left: Entry, right: Entry) => right.info.at - left.info.at || byName(left, right)
    : options.has('S')
      ? (left: Entry, right: Entry) => right.info.size - left.info.size || byName(left, right)
      : byName
  const sorted = [...entries].sort(order)
  return options.has('r') ? sorted.reverse() : sorted
}

const HALF_YEAR_MS = 15_778_476_000

function when(at: number, now: number): string {
  const { month, day, hours, minutes, year } = momentOf(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const old = now - at > HALF_YEAR_MS || at > now + 60_000
  const last = old ? ` ${year}` : `${two(hours)}:${two(minutes)}`
  return `${(MONTHS[month - 1] ?? '').slice(0, 3)} ${String(day).padStart(2)} ${last}`
}

const mark = ({ info }: Entry, options: Options): string => {
  if (info.type === 'directory' && (options.has('F') || options.has('p'))) return '/'
  if (info.type === 'link' && options.has('F')) return '@'
  return info.type === 'file' && options.has('F') && (info.mode & 0o111) !== 0 ? '*' : ''
}

function rows(process: Process, entries: readonly Entry[], options: Options): Bytes {
  if (!options.has('l') && !options.has('n')) return short(process, entries, options)
  const owner = options.has('n') ? '0' : 'root'
  const size = ({ info }: Entry) => (options.has('h') ? humanSize(info.size) : String(info.size))
  const busybox = isBusybox(process)
  const widest = busybox ? 9 : Math.max(0, ...entries.map((entry) => size(entry).length))
  const pad = (text: string, width: number) => (busybox ? text.padEnd(width) : text)
  return entries
    .map((entry) => {
      const { info, name } = entry
      const links = info.type === 'directory' ? '2' : '1'
      const to = info.type === 'link' ? ` -> ${info.target ?? ''}` : mark(entry, options)
      const count = busybox ? links.padStart(5) : links
      return `${modeText(info.type, info.type === 'link' ? 0o777 : info.mode)} ${count} ${pad(owner, 8)} ${pad(owner, 8)} ${size(entry).padStart(widest)} ${when(info.at, process.now)} ${name}${to}\n`
    })
    .join('')
}

function short(process: Process, entries: readonly Entry[], options: Options): Bytes {
  const names = entries.map((entry) => entry.name + mark(entry, options))
  if (options.has('1') || !process.isTerminal(1) || names.length === 0) {
    return names.map((name) => `${name}\n`).join('')
  }
  const width = Math.max(...names.map((name) => name.length)) + 2
  const columns = Math.max(1, Math.floor(80 / width))
  const height = Math.ceil(names.length / columns)
  let text = ''
  for (let row = 0; row < height; row += 1) {
    const line: string[] = []
    for (let at = row; at < names.length; at += height) line.push((names[at] ?? '').padEnd(width))
    text += `${line.join('').trimEnd()}\n`
  }
  return text
}

function listed(process: Process, path: Bytes, options: Options): Entry[] | undefined {
  const where = absolute(process, path)
  const names = process.files.list(where)
  if (isRefused(names)) {
    warn(
      process,
      isBusybox(process)
        ? `can't open '${path}': ${names.problem}`
        : `cannot open directory '${path}': ${names.problem}`,
    )
    return undefined
  }
  const dots = options.has('a') ? ['.', '..'] : []
  const shown =
    options.has('a') || options.has('A') ? names : names.filter((name) => !name.startsWith('.'))
  const entries = [...dots, ...shown].flatMap((name): Entry[] => {
    const info = process.files[name.startsWith('.') && name.length < 3 ? 'stat' : 'lstat'](
      join(where, name),
    )
    return isRefused(info) ? [] : [{ name, path: join(path, name), info }]
  })
  return arranged(entries, options)
}

/** Directories that one `ls -R` shows. */
const MOST_DIRECTORIES = 2000

export const ls = tool({
  name: 'ls',
  about: 'List files: -l, -a, -A, -1, -h, -R, -d, -t, -r, -S, -F, -n',
  options:
    '1 a A l h R d t r S F p n i L C x s k Z all=a almost-all=A recursive=R human-readable=h color color: full-time directory=d',
  synopsis: '[-1AaCxdLHRFplinshrSXvctu] [FILE]...',
  badUsage: 1,
  run(process, options) {
    const operands = options.operands.length > 0 ? options.operands : ['.']
    let code = 0
    const single: Entry[] = []
    const directories: Bytes[] = []
    for (const path of operands) {
      const where = absolute(process, path)
      const info =
        options.has('l') || options.has('d')
          ? process.files.lstat(where)
          : process.files.stat(where)
      if (isRefused(info)) {
        const busybox = isBusybox(process)
        warn(
          process,
          busybox ? `${path}: ${info.problem}` : `cannot access '${path}': ${info.problem}`,
        )
        code = busybox ? 1 : 2
      } else if (info.type === 'directory' && !options.has('d')) directories.push(path)
      else single.push({ name: path, path, info })
    }
    out(process, rows(process, arranged(single, options), options))
    const titled = options.has('R') || operands.length > 1
    let first = single.length === 0
    for (let index = 0; index < Math.min(directories.length, MOST_DIRECTORIES); index += 1) {
      const path = directories[index] ?? ''
      const entries = listed(process, path, options)
      if (titled) out(process, `${first ? '' : '\n'}${path}:\n`)
      first = false
      if (!entries) {
        code = 1
        continue
      }
      const blocks = entries.reduce((sum, { info }) => sum + Math.ceil(info.size / 4096) * 4, 0)
      if (options.has('l')) out(process, `total ${blocks}\n`)
      out(process, rows(process, entries, options))
      if (options.has('R')) {
        const below = entries.filter(
          ({ info, name }) => info.type === 'directory' && name !== '.' && name !== '..',
        )
        directories.splice(index + 1, 0, ...below.map((entry) => entry.path))
      }
    }
    return { exit: code }
  },
})
