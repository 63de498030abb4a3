import type { FindListener } from '../network/listeners.ts'
import type { Bytes } from '../programs/bytes.ts'
import type { Command } from '../programs/command.ts'
import type { Files } from '../programs/files.ts'
import type { ImageConfig } from '../programs/image-config.ts'
import type { Net } from '../programs/net.ts'
import type { Millis } from '../time.ts'

/** Who asks for the network. */
export interface NetHow {
  /** Who listens in this very pod: it knows better than what was noted before. */
  own: FindListener
  /** What the asking container sees. */
  files: Pick<Files, 'read'>
  /** A rehearsal: requests leave no traces. */
  isDry: boolean
}

/** What the runtime needs of the other parts of a node; tests put their own in place. */
export interface Ports {
  /** What is known of a container's image; undefined where it is unknown by now. */
  config(container: string): ImageConfig | undefined
  /**
   * The variables that a container gets when it is started at an instant: image's, Services', its
   * own. Pinned: asked for later they may be others, so they must be kept.
   */
  environment(
    container: string,
    startedAt: Millis,
  ): { env: Readonly<Record<string, Bytes>>; isPinned: boolean }
  /** What a container sees; changes are kept until `saveFiles`. */
  files(container: string): Files
  saveFiles(): void
  /** A run begins: its own files are new. A problem is why it cannot be. */
  begin?(container: string): { problem: string } | undefined
  /** The network as the pod meets it. */
  net(how: NetHow): Net
  /** All commands that there are, by name. */
  commands: ReadonlyMap<string, Command>
}
