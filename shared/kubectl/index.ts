/** kubectl over HTTP: `run(argv, io, fetch)` is all of it. */
export { run } from './run.ts'
export { CHANNEL } from './io.ts'
export type { Channels, Fetch, FetchInit, FetchReply, Io } from './io.ts'
export { splitLine } from './split-line.ts'
