import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isRefused, type Refused } from '../files.ts'
import { strftime } from './lib/calendar.ts'
import { globPattern } from './lib/glob.ts'
import { gather, readFile } from './lib/input.ts'
import { modeText } from './lib/numbers.ts'
import { readOptions, type Options } from './lib/options.ts'
import { absolute, basename, dirname, normal } from './lib/path.ts'
import { END_OF_ARCHIVE, readArchive, writeMember, type Member } from './lib/tar-format.ts'
import { fail, isBusybox, memory, out, tool, waitFor, warn } from './lib/tool.ts'
import { walk } from './lib/tree.ts'

const GRAMMAR = `
    c x t v m p o O k z j J a h f: C: T: X: exclude: strip-components: file=f directory=C
    create=c extract=x get=x list=t verbose=v gzip=z preserve-permissions=p touch=m
    no-same-owner=o to-stdout=O keep-old-files=k overwrite warning: no-same-permissions
    numeric-owner owner: group: mode: dereference=h files-from=T absolute-names=P P same-owner
    no-overwrite-dir transform:`

const DENIED = 'Exiting with failure status due to previous errors'

function optionsOf(process: Process, words: readonly Bytes[]): Options {
  const [first = '', ...rest] = words
  // `tar cf - path`: the first word needs no dash.
  const dashed = /^[a-zA-Z]+$/.test(first) ? [`-${first}`, ...rest] : words
  const read = readOptions(GRAMMAR, dashed)
  if ('bad' in read)
    return fail(
      process,
      isBusybox(process)
        ? `unrecognized option: ${read.option}`
        : `unrecognized option '${read.option}'`,
      isBusybox(process) ? 1 : 64,
    )
  if (['z', 'j', 'J'].some((letter) => read.has(letter)))
    return fail(process, 'compressed archives are not there in this simulator: leave -z out')
  return read
}

const isExcluded = (name: Bytes, options: Options): boolean =>
  options.all('exclude').some((glob) => {
    const pattern = globPattern(glob)
    return pattern.test(name) || name.split('/').some((part) => pattern.test(part))
  })

/** Everything below the operands as members. */
function membersOf(process: Process, options: Options): { members: Member[]; code: number } {
  const members: Member[] = []
  let code = 0
  let told = false
  const base = absolute(process, options.get('C') ?? '.')
  for (const operand of options.operands) {
    const root = normal(operand.startsWith('/') ? operand : `${base}/${operand}`)
    if (operand.startsWith('/') && !told)
      warn(
        process,
        isBusybox(process)
          ? "removing leading '/' from member names"
          : "Removing leading `/' from member names",
      )
    told ||= operand.startsWith('/')
    const name = operand.replace(/^\/+/, '').replace(/\/+$/, '') || '.'
    const mishaps = walk(process.files, root, (path) => {
      const rest = root === '/' ? path.slice(1) : path.slice(root.length)
      const member = memberAt(
        process,
        path,
        name === '.' ? `./${rest.replace(/^\//, '')}`.replace(/^\.\/$/, '.') : name + rest,
        options.has('h'),
      )
      if (!member || isExcluded(member.name, options)) return false
      members.push(member)
      return true
    })
    for (const { path, problem } of mishaps) {
      warn(
        process,
        isBusybox(process)
          ? `${path === root ? operand : path}: ${problem}`
          : `${path === root ? operand : path}: Cannot stat: ${problem}`,
      )
      code = isBusybox(process) ? 1 : 2
    }
  }
  return { members, code }
}

function memberAt(
  process: Process,
  path: Bytes,
  name: Bytes,
  follows: boolean,
): Member | undefined {
  const info = follows ? process.files.stat(path) : process.files.lstat(path)
  if (isRefused(info)) return undefined
  const bytes = info.type === 'file' ? process.files.read(path) : ''
  if (isRefused(bytes)) {
    warn(process, `${path}: ${bytes.problem}`)
    return undefined
  }
  const isDirectory = info.type === 'directory'
  return {
    name: isDirectory ? `${name}/` : name,
    type: info.type,
    mode: info.mode,
    at: info.at / 1000,
    target: info.target ?? '',
    bytes,
  }
}

/** Bytes that one turn writes to a pipe or a session. */
const PIECE = 128 * 1024

/** Archives that are larger than this are not made. */
const LARGEST = 8 * 1024 * 1024

function create(process: Process, options: Options): Turn {
  if (options.operands.length === 0)
    return fail(
      process,
      isBusybox(process) ? 'empty archive' : 'Cowardly refusing to create an empty archive',
      isBusybox(process) ? 1 : 2,
    )
  const state = memory<{ text: Bytes | null; code: number }>(process, () => ({
    text: null,
    code: 0,
  }))
  if (state.text === null) {
    const { members, code } = membersOf(process, options)
    state.code = code
    state.text = members.map(writeMember).join('') + END_OF_ARCHIVE
    if (options.has('v')) for (const { name } of members) tell(process, options, `${name}\n`)
    if (state.text.length > LARGEST) return fail(process, 'archive too large for this simulator')
    const file = options.get('f') ?? '-'
    if (file !== '-') {
      const written = process.files.write(absolute(process, file), state.text)
      return isRefused(written)
        ? fail(process, `${file}: Cannot open: ${written.problem}`, 2)
        : ended(process, code)
    }
  }
  out(process, state.text.slice(0, PIECE))
  state.text = state.text.slice(PIECE)
  return state.text === '' ? ended(process, state.code) : { busy: true, state }
}

function ended(process: Process, code: number): Turn {
  if (code === 2) warn(process, DENIED)
  return { exit: code }
}

/** Names go to stdout, unless the archive goes there. */
function tell(process: Process, options: Options, text: Bytes): void {
  const archive = options.has('c') && (options.get('f') ?? '-') === '-'
  process.write(text, archive || options.has('O') ? 2 : 1)
}

const isWanted = (name: Bytes, operands: readonly Bytes[]): boolean =>
  operands.length === 0 ||
  operands.some((one) => normal(name) === normal(one) || normal(name).startsWith(`${normal(one)}/`))

function listing({ name, type, mode, at, target, bytes }: Member, long: boolean): Bytes {
  if (!long) return `${name}\n`
  const kind = type === 'other' ? 'file' : type
  const to = type === 'link' ? ` -> ${target}` : ''
  return `${modeText(kind, mode)} root/root ${String(bytes.length).padStart(9)} ${strftime('%Y-%m-%d %H:%M', at * 1000)} ${name}${to}\n`
}

function extract(process: Process, options: Options, members: readonly Member[]): number {
  const base = absolute(process, options.get('C') ?? '.')
  const info = process.files.stat(base)
  if (isRefused(info))
    return fail(
      process,
      isBusybox(process)
        ? `can't change directory to '${options.get('C')}': ${info.problem}`
        : `${options.get('C')}: Cannot open: ${info.problem}`,
      isBusybox(process) ? 1 : 2,
    )
  const strips = Number(options.get('strip-components') ?? 0)
  let code = 0
  for (const member of members) {
    if (!isWanted(member.name, options.operands) || isExcluded(member.name, options)) continue
    const name = member.name.split('/').slice(strips).join('/')
    if (name === '' || name.split('/').includes('..')) continue
    if (options.has('v')) tell(process, options, `${member.name}\n`)
    if (options.has('O')) out(process, member.bytes)
    else code = Math.max(code, put(process, normal(`${base}/${name}`), member, options))
  }
  return code
}

function put(process: Process, path: Bytes, member: Member, options: Options): number {
  const { files } = process
  makeParents(process, dirname(path))
  const there = files.lstat(path)
  if (!isRefused(there) && options.has('k')) return 0
  let made: true | Refused = true
  if (member.type === 'directory') made = isRefused(there) ? files.mkdir(path, member.mode) : true
  else {
    if (!isRefused(there) && (there.type === 'link' || member.type === 'link')) files.remove(path)
    made =
      member.type === 'link'
        ? files.link(member.target, path)
        : files.write(path, member.bytes, { mode: member.mode })
  }
  if (isRefused(made)) {
    const kind = member.type === 'directory' ? 'directory ' : ''
    warn(
      process,
      isBusybox(process)
        ? `can't create ${kind}'${basename(path)}': ${made.problem}`
        : `${member.name}: Cannot open: ${made.problem}`,
    )
    return isBusybox(process) ? 1 : 2
  }
  if (!options.has('m') && member.type === 'file') files.touch(path, member.at * 1000)
  return 0
}

function makeParents(process: Process, path: Bytes): void {
  if (path === '/' || !isRefused(process.files.stat(path))) return
  makeParents(process, dirname(path))
  process.files.mkdir(path)
}

/** Lists or unpacks. */
function open(process: Process, options: Options): Turn {
  const file = options.get('f') ?? '-'
  const state = memory(process, () => ({ text: '' }))
  const ends = file === '-' ? gather(process, state) !== null : true
  const bytes = file === '-' ? state.text : readFile(process, file)
  if (isRefused(bytes)) {
    warn(
      process,
      isBusybox(process)
        ? `can't open '${file}': ${bytes.problem}`
        : `${file}: Cannot open: ${bytes.problem}`,
    )
    return { exit: isBusybox(process) ? 1 : 2 }
  }
  const archive = ends || mayBeWhole(bytes) ? readArchive(bytes) : { members: [], ended: false }
  if (!ends && !archive.ended) return waitFor({ input: 0 }, state)
  if (
    'problem' in archive &&
    archive.problem === 'not an archive' &&
    archive.members.length === 0
  ) {
    warn(
      process,
      isBusybox(process) ? 'invalid tar magic' : 'This does not look like a tar archive',
    )
    return ended(process, isBusybox(process) ? 1 : 2)
  }
  if (bytes === '' || 'problem' in archive) {
    warn(
      process,
      isBusybox(process)
        ? 'short read'
        : bytes === ''
          ? 'This does not look like a tar archive'
          : 'Unexpected EOF in archive',
    )
    return ended(process, isBusybox(process) ? 1 : 2)
  }
  if (options.has('x')) return ended(process, extract(process, options, archive.members))
  for (const member of archive.members) {
    if (isWanted(member.name, options.operands)) out(process, listing(member, options.has('v')))
  }
  return { exit: 0 }
}

/** To read an archive anew for every piece would be slow: only when its end may be there. */
const mayBeWhole = (bytes: Bytes): boolean =>
  bytes.length >= 1024 && bytes.length % 512 === 0 && bytes.endsWith(END_OF_ARCHIVE)

export const tar = tool({
  name: 'tar',
  about:
    'Make, list and unpack archives: c x t, -f -C -v -m -k -O --exclude --strip-components; no compression',
  run(process, { operands }) {
    const options = optionsOf(process, operands)
    if (options.has('c')) return create(process, options)
    if (options.has('x') || options.has('t')) return open(process, options)
    return fail(
      process,
      isBusybox(process)
        ? 'need at least one option'
        : "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options",
      2,
    )
  },
})
