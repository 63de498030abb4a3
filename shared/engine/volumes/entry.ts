import type { Bytes } from '../programs/bytes.ts'
import type { Millis } from '../time.ts'

/** What all things at a path have. Owned by root where no `uid` is said. */
interface Common {
  mode: number
  at: Millis
  uid?: number
}

export type Directory = Common & { type: 'directory' }
/** `zeros` bytes of nothing follow its bytes: `dd if=/dev/zero` costs no room. */
export type File = Common & { type: 'file'; bytes: Bytes; zeros?: number }
export type Link = Common & { type: 'link'; target: string }
export type DeviceName = 'null' | 'zero' | 'full' | 'random' | 'tty' | 'socket' | 'block'
/** What is written to a device goes nowhere; what is read is made up at that moment. */
export type Device = Common & { type: 'device'; device: DeviceName }

/** What stands at a path of a tree. */
export type Entry = Directory | File | Link | Device

/** Files that an image brings were made then: 2025-01-01T00:00:00Z. */
export const BUILT_AT: Millis = 1_735_689_600_000

export function directory(mode = 0o755, at: Millis = BUILT_AT): Directory {
  return { type: 'directory', mode, at }
}

export function file(bytes: Bytes, mode = 0o644, at: Millis = BUILT_AT): File {
  return { type: 'file', bytes, mode, at }
}

export function link(target: string, at: Millis = BUILT_AT): Link {
  return { type: 'link', target, mode: 0o777, at }
}

/** How long it looks, with its zeros. */
export function lengthOf(entry: Entry): number {
  if (entry.type === 'file') return entry.bytes.length + (entry.zeros ?? 0)
  return entry.type === 'link' ? entry.target.length : 0
}

/** What it takes of the cluster's memory. */
export function weightOf(entry: Entry | null | undefined): number {
  if (entry?.type === 'file') return entry.bytes.length
  return entry?.type === 'link' ? entry.target.length : 0
}
