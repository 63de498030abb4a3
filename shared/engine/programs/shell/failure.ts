import type { Bytes } from '../bytes.ts'

/** A command cannot be run as it stands: what is said, and what becomes of the shell. */
export class Failure extends Error {
  readonly words: Bytes
  readonly status: number
  /** It ends a shell that does not read from a person. */
  readonly isFatal: boolean

  constructor(words: Bytes, status = 1, isFatal = false) {
    super(words)
    this.words = words
    this.status = status
    this.isFatal = isFatal
  }
}

/** A substitution has to be run before the command can be. */
export class Needs extends Error {
  readonly key: string
  readonly script: Bytes

  constructor(key: string, script: Bytes) {
    super('a substitution comes first')
    this.key = key
    this.script = script
  }
}
