/** What a container does, as far as it can be told without running anything. */
export interface Program {
  /** Ports on which it listens. */
  ports: readonly number[]
  /** How it ends by itself; left out where it runs for ever. */
  ends?: { afterMs: number; code: number }
  /** How it takes SIGTERM: ends after a while with a code, or does not hear it. */
  onTerm: { ms: number; code: number } | 'ignored'
}

/** An image by its name: its tags, its size, and what runs when nothing else is said. */
export interface Image {
  /** As people write it, such as `nginx` or `bitnami/nginx`. */
  name: string
  /** Other names under which the same is found. */
  aliases?: readonly string[]
  tags: readonly string[]
  /** What a node fetches, in bytes. */
  bytes: number
  /** Sizes of single tags that are known exactly. */
  exact?: Readonly<Record<string, number>>
  program: Program
}

const MB = 1_000_000

/** Runs until it is told to end, and then ends quickly and well. */
export function server(...ports: number[]): Program {
  return { ports, onTerm: { ms: 150, code: 0 } }
}

/** A shell or interpreter without a terminal: it finds no input and ends at once. */
export const SHELL: Program = { ports: [], ends: { afterMs: 40, code: 0 }, onTerm: 'ignored' }

/** Writes an entry of the catalogue: size in megabytes, tags by their words. */
export function image(
  name: string,
  megabytes: number,
  tags: string,
  program: Program,
  more: Partial<Image> = {},
): Image {
  return { name, bytes: megabytes * MB, tags: tags.trim().split(/\s+/), program, ...more }
}
