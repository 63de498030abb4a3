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
