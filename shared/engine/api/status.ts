import { isRecord } from '../json.ts'

/** One cause of a refusal, as `kubectl` shows it beside the message. */
export interface StatusCause {
  reason: string
  message: string
  field?: string
}

/** The answer to a request that failed. Upstream: apimachinery meta/v1 Status. */
export interface Status {
  kind: 'Status'
  apiVersion: 'v1'
  metadata: Record<string, never>
  status: 'Failure'
  message: string
  reason?: string
  details?: {
    name?: string
    group?: string
    kind?: string
    uid?: string
    causes?: StatusCause[]
    retryAfterSeconds?: number
  }
  code: number
}

/** Which resource a refusal is about. `group` is empty for the core group. */
export interface About {
  group: string
  /** The plural for most reasons, the kind for Invalid: as upstream. */
  resource: string
  name?: string
}

/** Is this value a refusal? */
export function isStatus(value: unknown): value is Status {
  return isRecord(value) && value.kind === 'Status' && value.status === 'Failure'
}

/** `deployments.apps`, or the bare plural in the core group. */
export function qualified(about: About): string {
  return about.group ? `${about.resource}.${about.group}` : about.resource
}

/** Builds a Status; `about` fills the details. */
export function failure(
  code: number,
  reason: string,
  message: string,
  details?: Status['details'],
): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason ? { reason } : {}),
    ...(details ? { details } : {}),
    code,
  }
}

function details(about: About): NonNullable<Status['details']> {
  return {
    ...(about.name ? { name: about.name } : {}),
    ...(about.group ? { group: about.group } : {}),
    kind: about.resource,
  }
}

/** Every reason that the API server gives. Source: apimachinery api/errors/errors.go. */
export const refuse = {
  badRequest: (message: string): Status => failure(400, 'BadRequest', message),
  unauthorized: (message = 'Unauthorized'): Status => failure(401, 'Unauthorized', message),
  forbidden: (about: About, why: string): Status =>
    failure(
      403,
      'Forbidden',
      `${qualified(about)} ${about.name ? `"${about.name}" ` : ''}is forbidden: ${why}`.replace(
        /^ /,
        '',
      ),
      details(about),
    ),
  notFound: (about: About): Status =>
    failure(404, 'NotFound', `${qualified(about)} "${about.name ?? ''}" not found`, details(about)),
  noSuchPath: (): Status =>
    failure(404, 'NotFound', 'the server could not find the requested resource', {}),
  methodNotAllowed: (): Status =>
    failure(
      405,
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
      {},
    ),
  alreadyExists: (about: About): Status =>
    failure(
      409,
      'AlreadyExists',
      `${qualified(about)} "${about.name ?? ''}" already exists`,
      details(about),
    ),
  conflict: (about: About, why: string): Status =>
    failure(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${qualified(about)} "${about.name ?? ''}": ${why}`,
      details(about),
    ),
  expired: (message: string): Status => failure(410, 'Expired', message),
  tooLarge: (message: string): Status => failure(413, 'RequestEntityTooLarge', message),
  unsupportedMediaType: (message = '415: Unsupported Media Type'): Status =>
    failure(415, 'UnsupportedMediaType', message, {}),
  tooManyRequests: (message: string, retryAfterSeconds: number): Status =>
    failure(429, 'TooManyRequests', message, { retryAfterSeconds }),
  internal: (message: string): Status => failure(500, 'InternalError', message),
} as const

/** Why an update with an old resourceVersion is refused. */
export const MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again'
