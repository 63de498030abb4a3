import type { Bytes } from '../programs/bytes.ts'
import { timestamp, type Millis } from '../time.ts'
import { directory, file, link, type Entry } from './entry.ts'
import { treeOf, type Tree } from './tree.ts'

/** Files that a kubelet writes into a volume, by path. */
export type Payload = Readonly<Record<string, { bytes: Bytes; mode: number }>>

/**
 * A volume as the kubelet's atomic writer leaves it: the files stand in a directory with a date,
 * `..data` points to it, and each name points through that. So an update changes all files at once.
 * Source: pkg/volume/util/atomic_writer.go.
 */
export function atomicTree(payload: Payload, at: Millis, luck: number): Tree {
  const home = `..${dated(at)}.${String(Math.floor(luck * 4_294_967_296)).padStart(9, '0')}`
  const entries: Record<string, Entry> = {
    '': directory(0o777, at),
    '..data': link(home, at),
    [home]: directory(0o755, at),
  }
  for (const [path, { bytes, mode }] of Object.entries(payload)) {
    entries[`${home}/${path}`] = file(bytes, mode, at)
    const [first = path] = path.split('/')
    entries[first] = link(`..data/${first}`, at)
  }
  return treeOf(entries)
}

/** `2026_06_01_08_00_00`. */
function dated(at: Millis): string {
  return timestamp(at).slice(0, 19).replace(/[-T:]/g, '_')
}
