import type { Bytes } from '../../bytes.ts'
import type { Process } from '../../command.ts'
import { isRefused, type Refused } from '../../files.ts'
import type { HttpResponse, NetProblem } from '../../net.ts'
import type { Options } from './options.ts'
import { absolute, basename, join } from './path.ts'
import { out } from './tool.ts'
import type { Url } from './url.ts'

/** A request that got no response. `limited`: it was the user's own limit that ended it. */
export type Failed = { failure: NetProblem; address: string; limited: boolean }

/** What came of a request. */
export type Got = { response: Pick<HttpResponse, keyof HttpResponse>; address: string } | Failed

/** What the two wgets say at each step; numbers are exit codes. */
export interface Words {
  badUrl(process: Process, url: Bytes): number
  connecting(process: Process, options: Options, url: Url, got: Got): void
  failed(process: Process, options: Options, url: Url, got: Failed): number
  answered(process: Process, options: Options, response: HttpResponse): void
  redirected?(process: Process, options: Options, location: Bytes): void
  finished(process: Process, options: Options, url: Url, response: HttpResponse): number
}

/** The file that a download goes to: `-` is stdout. */
export function fileOf(options: Options, url: Url): Bytes {
  const named = options.get('O')
  if (named !== undefined) return named
  const name = basename(url.path.replace(/\?.*$/, ''))
  const file = name === '' || name === '/' || url.path.endsWith('/') ? 'index.html' : name
  const prefix = options.get('P')
  return prefix === undefined ? file : join(prefix, file)
}

/** Writes what was downloaded. */
export function save(process: Process, file: Bytes, bytes: Bytes): true | Refused {
  if (file === '-' || file === '/dev/stdout') {
    out(process, bytes)
    return true
  }
  if (file === '/dev/null') return true
  const written = process.files.write(absolute(process, file), bytes)
  return isRefused(written) ? written : true
}
