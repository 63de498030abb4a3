import type { Millis } from '../time.ts'
import type { Bytes } from './bytes.ts'

/** What stands at a path. */
export interface FileInfo {
  type: 'file' | 'directory' | 'link'
  /** In bytes; of a link, the length of its target. */
  size: number
  /** Permission bits, such as 0o644. */
  mode: number
  /** Last change. */
  at: Millis
  /** Where a link points. */
  target?: string
}

/**
 * Why a path cannot be used; commands turn it into their own words, such as `cat: x: No such …`.
 */
export type FileProblem =
  | 'No such file or directory'
  | 'Is a directory'
  | 'Not a directory'
  | 'File exists'
  | 'Directory not empty'
  | 'Permission denied'
  | 'Read-only file system'
  | 'No space left on device'
  | 'Too many levels of symbolic links'
  | 'File name too long'
  | 'Device or resource busy'

/** Something was refused. */
export interface Refused {
  problem: FileProblem
}

/** Was it refused? */
export function isRefused(answer: unknown): answer is Refused {
  return typeof answer === 'object' && answer !== null && 'problem' in answer
}

/**
 * The files that one container sees: its image's, what it wrote, and what is mounted. Paths are
 * absolute and need not be normal; links are followed except where said. Every answer may be a
 * refusal.
 */
export interface Files {
  stat(path: string): FileInfo | Refused
  /** As `stat`, of a link itself. */
  lstat(path: string): FileInfo | Refused
  read(path: string): Bytes | Refused
  /** Makes or replaces a file; `append` adds to its end. The directory must be there. */
  write(path: string, bytes: Bytes, how?: { append?: boolean; mode?: number }): true | Refused
  /** Names in a directory, in order. */
  list(path: string): readonly string[] | Refused
  mkdir(path: string, mode?: number): true | Refused
  /** Removes a file, a link, or an empty directory. */
  remove(path: string): true | Refused
  rename(from: string, to: string): true | Refused
  link(target: string, path: string): true | Refused
  chmod(path: string, mode: number): true | Refused
  /** Sets the instant of the last change; makes nothing. */
  touch(path: string, at: Millis): true | Refused
  /**
   * What stands for the files below a directory as the image brought them: the same thing for all
   * containers of the image, by which conclusions from them can be kept. Undefined where anything
   * was written or mounted there.
   */
  pristine?(directory: string): object | undefined
  /** Mounted volumes, for `mount` and `df`. */
  mounts(): readonly { path: string; volume: string; readOnly: boolean }[]
}
