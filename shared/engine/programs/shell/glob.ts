import type { Bytes } from '../bytes.ts'
import { isRefused, type Files } from '../files.ts'
import { MOST_WORDS } from './limits.ts'
import { isPattern, matches, unmarked } from './pattern.ts'

/** Paths that a pattern stands for, in order; empty when there are none. */
export function pathsOf(files: Files, cwd: string, pattern: Bytes): Bytes[] {
  const isAbsolute = pattern.startsWith('/')
  const parts = pattern.split('/').filter((part, index) => part !== '' || index > 0)
  let found: Bytes[] = [isAbsolute ? '/' : '']
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1
    found = found.flatMap((base) => below(files, cwd, base, part, isLast)).slice(0, MOST_WORDS)
  })
  return found
}

function below(files: Files, cwd: string, base: Bytes, part: Bytes, isLast: boolean): Bytes[] {
  const join = (name: Bytes): Bytes =>
    base === '' || base.endsWith('/') ? base + name : `${base}/${name}`
  const where = (path: Bytes): string => (path.startsWith('/') ? path : `${cwd}/${path}`)
  if (part === '') return isLast ? [`${base}/`] : [base]
  if (!isPattern(part)) {
    const path = join(unmarked(part))
    return isRefused(files.lstat(where(path))) ? [] : [path]
  }
  const names = files.list(where(base))
  if (isRefused(names)) return []
  const isHidden = part.startsWith('.')
  const fitting = names.filter((name) => (isHidden || !name.startsWith('.')) && matches(part, name))
  const paths = fitting.map(join)
  if (isLast) return paths
  return paths.filter((path) => {
    const info = files.stat(where(path))
    return !isRefused(info) && info.type === 'directory'
  })
}
