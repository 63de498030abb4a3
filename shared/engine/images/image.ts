import type { Command } from '../programs/command.ts'
import type { BaseName } from './bases.ts'

type FilesByPath = Readonly<Record<string, string>>

/** How an image is made: its base and what differs. Texts are words between blanks. */
export interface Made {
  from: BaseName
  entrypoint?: string | readonly string[]
  /** The entrypoint only starts its arguments, options with this program: see ImageConfig. */
  wraps?: string
  cmd?: string | readonly string[]
  env?: Readonly<Record<string, string>>
  /** The variable that tells the version, such as NGINX_VERSION. */
  versionIn?: string
  workdir?: string
  user?: readonly [name: string, uid: number]
  /** Files beside those of its base; some images have others in other versions. */
  files?: FilesByPath | ((version: string) => FilesByPath)
  /** Toolsets and commands beside those of the base. */
  commands?: string
  /** Commands of this image alone, by the version that its tag stands for. */
  own?(version: string): readonly Command[]
  /** Ports that it says it listens on. */
  ports?: readonly number[]
  /** What is otherwise where a tag has this in it, such as `alpine`. */
  tagged?: Readonly<Record<string, Partial<Made>>>
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
  made: Made
}

const MB = 1_000_000

/** Writes an entry of the catalogue: size in megabytes, tags by their words. */
export function image(
  name: string,
  megabytes: number,
  tags: string,
  made: Made,
  more: Partial<Image> = {},
): Image {
  return { name, bytes: megabytes * MB, tags: words(tags), made, ...more }
}

/** The words of a text; a list is taken as it is. */
export function words(text: string | readonly string[] = []): readonly string[] {
  return typeof text === 'string' ? text.split(/\s+/).filter(Boolean) : text
}
