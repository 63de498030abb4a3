import type { Bytes } from '../../bytes.ts'
import type { Files, Refused } from '../../files.ts'
import { isRefused } from '../../files.ts'
import { join } from './path.ts'

/** Most files that one command walks over: a mistake must not walk for ever. */
const MOST = 20_000

/** A path that could not be used, and why. */
export type Mishap = Refused & { path: Bytes }

/** Removes whatever stands at a path, and all that is below. */
export function removeTree(files: Files, path: Bytes): Mishap[] {
  const info = files.lstat(path)
  if (isRefused(info)) return [{ ...info, path }]
  const mishaps: Mishap[] = []
  if (info.type === 'directory') {
    const names = files.list(path)
    if (isRefused(names)) return [{ ...names, path }]
    for (const name of names) mishaps.push(...removeTree(files, join(path, name)))
    if (mishaps.length > 0) return mishaps
  }
  const removed = files.remove(path)
  if (isRefused(removed)) mishaps.push({ ...removed, path })
  return mishaps
}

/** How a copy is made. */
export interface CopyWays {
  /** Links are copied as links. */
  keepLinks: boolean
  /** The instant of the last change goes with it. */
  keepTimes: boolean
}

/** Copies whatever stands at a path to another, and all that is below. */
export function copyTree(files: Files, from: Bytes, to: Bytes, ways: CopyWays): Mishap[] {
  const info = ways.keepLinks ? files.lstat(from) : files.stat(from)
  if (isRefused(info)) return [{ ...info, path: from }]
  if (info.type === 'link') return copyLink(files, info.target ?? '', to)
  if (info.type === 'directory') return copyDirectory(files, from, to, info.mode, ways)
  const bytes = files.read(from)
  if (isRefused(bytes)) return [{ ...bytes, path: from }]
  const written = files.write(to, bytes, { mode: info.mode })
  if (isRefused(written)) return [{ ...written, path: to }]
  if (ways.keepTimes) files.touch(to, info.at)
  return []
}

function copyLink(files: Files, target: Bytes, to: Bytes): Mishap[] {
  const there = files.lstat(to)
  if (!isRefused(there) && there.type !== 'directory') files.remove(to)
  const made = files.link(target, to)
  return isRefused(made) ? [{ ...made, path: to }] : []
}

function copyDirectory(
  files: Files,
  from: Bytes,
  to: Bytes,
  mode: number,
  ways: CopyWays,
): Mishap[] {
  const names = files.list(from)
  if (isRefused(names)) return [{ ...names, path: from }]
  const there = files.stat(to)
  if (isRefused(there)) {
    const made = files.mkdir(to, mode)
    if (isRefused(made)) return [{ ...made, path: to }]
  } else if (there.type !== 'directory') return [{ problem: 'Not a directory', path: to }]
  return names.flatMap((name) => copyTree(files, join(from, name), join(to, name), ways))
}

/**
 * Visits a path and all below it, parents first, links not followed. `visit` says false to keep out
 * of a directory.
 */
export function walk(
  files: Files,
  path: Bytes,
  visit: (path: Bytes, depth: number) => boolean | void,
): Mishap[] {
  const mishaps: Mishap[] = []
  let count = 0
  const go = (at: Bytes, depth: number): void => {
    if ((count += 1) > MOST) return
    const info = files.lstat(at)
    if (isRefused(info)) return void mishaps.push({ ...info, path: at })
    if (visit(at, depth) === false || info.type !== 'directory') return
    const names = files.list(at)
    if (isRefused(names)) return void mishaps.push({ ...names, path: at })
    for (const name of names) go(join(at, name), depth + 1)
  }
  go(path, 0)
  return mishaps
}
