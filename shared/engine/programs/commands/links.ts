import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isRefused } from '../files.ts'
import { absolute, basename, dirname, join, normal } from './lib/path.ts'
import { fail, failUsage, isBusybox, out, tool, warn, variable } from './lib/tool.ts'

export const ln = tool({
  name: 'ln',
  about: 'Make links: -s, -f, -n, -T; without -s it copies',
  options: 's f n v r T t: symbolic=s force=f no-dereference=n relative=r',
  synopsis: '[-sfnT] TARGET... LINK|DIR',
  run(process, options) {
    const { operands } = options
    const [first] = operands
    if (first === undefined) return failUsage(process, '[-sfnT] TARGET... LINK|DIR')
    const last = operands.at(-1) ?? ''
    const place = operands.length === 1 ? basename(first) : last
    const info = process.files[options.has('n') ? 'lstat' : 'stat'](absolute(process, place))
    const inside = !options.has('T') && !isRefused(info) && info.type === 'directory'
    let code = 0
    for (const target of operands.length === 1 ? operands : operands.slice(0, -1)) {
      const path = absolute(process, inside ? join(place, basename(target)) : place)
      if (options.has('f') && !isRefused(process.files.lstat(path))) process.files.remove(path)
      const made = options.has('s')
        ? process.files.link(target, path)
        : hardLink(process, target, path)
      if (!isRefused(made)) continue
      const kind = options.has('s') ? 'symbolic' : 'hard'
      warn(
        process,
        isBusybox(process)
          ? `${inside ? path : place}: ${made.problem}`
          : `failed to create ${kind} link '${place}': ${made.problem}`,
      )
      code = 1
    }
    return { exit: code }
  },
})

/** Two names of one file are not there: the second is a copy. */
function hardLink(process: Process, target: Bytes, path: Bytes) {
  const bytes = process.files.read(absolute(process, target))
  if (isRefused(bytes)) return bytes
  const there = process.files.lstat(path)
  return isRefused(there) ? process.files.write(path, bytes) : { problem: 'File exists' as const }
}

/** A path with every link followed; undefined when it leads nowhere. */
function real(process: Process, path: Bytes, mayMiss: boolean): Bytes | undefined {
  let at = '/'
  const parts = absolute(process, path).split('/').filter(Boolean)
  for (let hops = 0; parts.length > 0;) {
    const part = parts.shift() ?? ''
    const next = normal(join(at, part))
    const info = process.files.lstat(next)
    if (isRefused(info)) {
      if (!mayMiss || parts.length > 0) return undefined
      return next
    }
    if (info.type !== 'link') {
      at = next
      continue
    }
    if ((hops += 1) > 40) return undefined
    const target = info.target ?? ''
    parts.unshift(...target.split('/').filter(Boolean))
    if (target.startsWith('/')) at = '/'
  }
  return at
}

export const readlink = tool({
  name: 'readlink',
  about: 'Print where a link points: -f, -e, -n',
  options: 'f e m n q s v canonicalize=f no-newline=n',
  synopsis: '[-fnv] FILE',
  run(process, options) {
    const [path] = options.operands
    if (path === undefined) return failUsage(process, '[-fnv] FILE')
    const end = options.has('n') ? '' : '\n'
    if (options.has('f') || options.has('e') || options.has('m')) {
      const found = real(process, path, !options.has('e'))
      if (found === undefined) return { exit: 1 }
      out(process, found + end)
      return { exit: 0 }
    }
    const info = process.files.lstat(absolute(process, path))
    if (isRefused(info) || info.type !== 'link') return { exit: 1 }
    out(process, (info.target ?? '') + end)
    return { exit: 0 }
  },
})

export const realpath = tool({
  name: 'realpath',
  about: 'Print a path without links: -e, -m, -s',
  options: 'e m s q canonicalize-existing=e canonicalize-missing=m no-symlinks=s',
  synopsis: 'FILE...',
  run(process, options) {
    if (options.operands.length === 0) return failUsage(process, 'FILE...')
    let code = 0
    for (const path of options.operands) {
      const found =
        options.has('s') || options.has('m')
          ? absolute(process, path)
          : real(process, path, !options.has('e'))
      if (found === undefined) {
        warn(process, `${path}: No such file or directory`)
        code = 1
      } else out(process, `${found}\n`)
    }
    return { exit: code }
  },
})

export const basenameCommand = tool({
  name: 'basename',
  about: 'Print the last part of a path: -a, -s',
  options: '+ a s: z multiple=a suffix=s',
  synopsis: 'FILE [SUFFIX] | -a FILE... | -s SUFFIX FILE...',
  run(process, options) {
    const [path, end] = options.operands
    if (path === undefined) return failUsage(process, 'FILE [SUFFIX]')
    const many = options.has('a') || options.has('s')
    const suffix = options.get('s') ?? (many ? '' : (end ?? ''))
    for (const one of many ? options.operands : [path]) {
      const name = basename(one)
      out(
        process,
        `${suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`,
      )
    }
    return { exit: 0 }
  },
})

export const dirnameCommand = tool({
  name: 'dirname',
  about: 'Print a path without its last part',
  options: '+ z',
  synopsis: 'FILENAME',
  run(process, { operands }) {
    if (operands.length === 0) return fail(process, 'missing operand')
    for (const path of operands) out(process, `${dirname(path)}\n`)
    return { exit: 0 }
  },
})

export const mktemp = tool({
  name: 'mktemp',
  about: 'Make a file or directory with a name of its own: -d, -u, -t, -p',
  options: 'd u q t p: directory=d dry-run=u tmpdir=t suffix:',
  synopsis: '[-dt] [-p DIR] [TEMPLATE]',
  run(process, options) {
    const template = options.operands[0] ?? 'tmp.XXXXXX'
    const marks = /X{3,}$/.exec(template)?.[0] ?? ''
    if (marks === '') return fail(process, `too few X's in template '${template}'`)
    const inTemp = options.operands.length === 0 || options.has('t') || options.has('p')
    const base = options.get('p') ?? variable(process, 'TMPDIR') ?? '/tmp'
    const name = template.slice(0, -marks.length) + letters(process, marks.length)
    const path = inTemp ? join(base, name) : name
    const where = absolute(process, path)
    const kind = options.has('d') ? 'directory' : 'file'
    const made = options.has('u')
      ? true
      : options.has('d')
        ? process.files.mkdir(where, 0o700)
        : process.files.write(where, '', { mode: 0o600 })
    if (isRefused(made))
      return fail(process, `failed to create ${kind} via template '${path}': ${made.problem}`)
    out(process, `${path}\n`)
    return { exit: 0 }
  },
})

const SIGNS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

function letters(process: Process, count: number): Bytes {
  let text = ''
  for (let at = 0; at < count; at += 1)
    text += SIGNS.charAt(Math.floor(process.luck(`temporary name ${at}`) * SIGNS.length))
  return text
}
