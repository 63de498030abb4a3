/** What a command reads and writes. Texts come whole, with their line ends. */
export interface Io {
  stdout(text: string): void
  stderr(text: string): void
  /** What `-f -` reads. */
  stdin?: string
  /** The text of a file that a command line names; undefined where there is none. */
  files?(path: string): string | undefined
  /**
   * Milliseconds since 1970, for ages: a simulated cluster has its own clock. The machine's else.
   */
  now?(): number
  /** Somebody pressed Ctrl-C: what waits or watches ends. */
  signal?: { readonly aborted: boolean }
  /** Opens a connection of several streams, for `exec` and `attach`: see Channels. */
  connect?(path: string): Promise<Channels>
  /** What is typed while a command runs, line by line with their ends. */
  typed?: AsyncIterable<string>
  /** From now on the other end shows what is typed (or not any more): a terminal's raw mode. */
  raw?(isRaw: boolean): void
  /** The namespace of commands that name none; `default` when left out. */
  namespace?: string
}

/** What kubectl asks of an API server. */
export interface FetchInit {
  method: string
  headers: Record<string, string>
  body?: string
}

/** What it needs of the answer; a web `Response` has all of it. */
export interface FetchReply {
  status: number
  headers: { get(name: string): string | null }
  text(): Promise<string>
  body: ReadableStream<Uint8Array> | null
}

/** Asks an API server. `path` begins with `/api`, `/apis`, `/version` … and carries the query. */
export type Fetch = (path: string, init: FetchInit) => Promise<FetchReply>

/** The streams of a remote command. Upstream: apimachinery pkg/util/remotecommand constants. */
export const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const

/** A connection in upstream's `v5.channel.k8s.io`: each message has the number of its stream. */
export interface Channels {
  send(channel: number, bytes: Uint8Array): void
  /** What comes, until the connection ends. */
  messages: AsyncIterable<{ channel: number; bytes: Uint8Array }>
  close(): void
}
