import type { Command } from './command.ts'

/** What an image says of what runs in it. Upstream: the OCI image configuration. */
export interface ImageConfig {
  entrypoint: readonly string[]
  /**
   * Set where the entrypoint is only a script that starts its arguments: see images/argv.ts. An
   * option as first argument goes to the program that is named here, if one is.
   */
  wraps?: string
  cmd: readonly string[]
  env: Readonly<Record<string, string>>
  workdir: string
  user: { name: string; uid: number }
  /** Ports that the image says it listens on (EXPOSE): words for people, nothing more. */
  ports?: readonly number[]
  /** Files beside those that every image of its base has: absolute path and content, as text. */
  files: Readonly<Record<string, string>>
  /** Names of the commands that it has; what is not among them is not found. */
  commands: readonly string[]
  /** Commands that only this image has, such as those that a lesson declares as data. */
  own?: readonly Command[]
  /** The shell behind `sh`: they differ in what they understand, such as `{1..100}`. */
  shell?: 'bash' | 'ash' | 'dash'
}
