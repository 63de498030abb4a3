import { isRecord } from './object.ts'

/** One cause of a refusal, such as a field that is wrong. Upstream: meta/v1 StatusCause. */
export interface StatusCause {
  reason?: string
  message?: string
  field?: string
}

/** What an API server answers when it refuses. Upstream: meta/v1 Status. */
export interface Status {
  code?: number
  reason?: string
  message?: string
  details?: { name?: string; kind?: string; group?: string; causes?: StatusCause[] }
}

/** Why a command ends badly: `text` is all that goes to stderr, without the last line end. */
export class Failure extends Error {
  readonly code: number

  constructor(message: string, code = 1) {
    super(message)
    this.code = code
  }

  get text(): string {
    return this.message.startsWith('error: ') ? this.message : `error: ${this.message}`
  }
}

/** Words that stand on stderr as they are, without `error: `. */
export class PlainFailure extends Failure {
  override get text(): string {
    return this.message
  }
}

/** A wrong command line: kubectl points at the command's help. */
export class UsageFailure extends Failure {
  constructor(command: string, message: string, flag = '-h') {
    const where = flag === '-h' ? " -h' for help and examples" : " --help' for usage."
    super(`${message}\nSee 'kubectl ${command}${where}`)
  }
}

/** The API server refused. Upstream: kubectl cmd/util StandardErrorMessage. */
export class StatusFailure extends Failure {
  readonly status: Status

  constructor(status: Status, context = '') {
    super(`${context}${status.message ?? ''}`)
    this.status = status
  }

  /** Says in front what was being done: `error when creating "web.yaml": `. */
  in(context: string): StatusFailure {
    return new StatusFailure(this.status, context)
  }

  override get text(): string {
    const { reason } = this.status
    if (reason === 'Invalid') return invalid(this.status)
    if (reason === 'Unauthorized') {
      return `error: You must be logged in to the server (${this.message})`
    }
    const named = reason ? ` (${reason})` : ''
    return `Error from server${named}: ${this.message}`
  }
}

/** Several failures, each on a line of its own; only the server's are introduced. */
export class Failures extends Failure {
  readonly all: readonly Failure[]

  constructor(all: readonly Failure[]) {
    super('several errors')
    this.all = all
  }

  override get text(): string {
    return this.all.map((one) => (one instanceof StatusFailure ? one.text : one.message)).join('\n')
  }
}

/** Throws what went wrong, if anything did. */
export function throwAll(failures: readonly Failure[]): void {
  if (failures.length === 1 && failures[0]) throw failures[0]
  if (failures.length > 1) throw new Failures(failures)
}

/** Is it the server's answer for something that is not there? */
export function isNotFound(error: unknown): error is StatusFailure {
  return error instanceof StatusFailure && error.status.reason === 'NotFound'
}

/** Reads a Status from an answer's body; makes one of a body that is none. */
export function statusOf(code: number, body: unknown): Status {
  if (isRecord(body) && body.kind === 'Status') return body as Status
  const message = typeof body === 'string' && body !== '' ? body : 'unknown'
  return { code, message }
}

function invalid({ details, message }: Status): string {
  if (!details) return `The request is invalid: ${message ?? ''}`
  const subject =
    details.kind || details.name ? `The ${details.kind} "${details.name ?? ''}"` : 'The request'
  const head = `${subject} is invalid`
  const causes = details.causes ?? []
  if (causes.length === 0) return `${head}: ${message ?? ''}`
  const lines = causes.map(({ field, message: why }) => (field ? `${field}: ${why}` : `${why}`))
  if (lines.length === 1) return `${head}: ${lines[0]}`
  return [`${head}: `, ...lines.map((line) => `* ${line}`)].join('\n')
}
