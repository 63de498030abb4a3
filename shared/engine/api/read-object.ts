import { isRecord } from '../json.ts'
import type { ApiRequest } from '../input.ts'
import {
  conform,
  cannotBeHandled,
  type Conformed,
  type FieldValidation,
} from '../schema/conform.ts'
import type { MessageType } from '../schema/tree.ts'
import { parseBody, tooLarge } from './body.ts'
import type { Api } from './handle.ts'
import { isStatus, refuse, type Status } from './status.ts'

/** What a body must be. */
export interface Expected {
  group: string
  version: string
  kind: string
  schema: MessageType
}

/** Where upstream's decoder says that it looked for kinds. */
const SCHEME = 'k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30'

/** The Go type into which the decoder reads apiVersion and kind: its errors name it. */
const TYPE_META =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; ' +
  'Kind string "json:\\"kind,omitempty\\"" }'

/** Joins group and version as `apiVersion` has them. */
export function apiVersionOf({ group, version }: { group: string; version: string }): string {
  return group ? `${group}/${version}` : version
}

/**
 * Reads a request's body as an object of the expected kind; missing apiVersion and kind are filled
 * in. Source: apiserver endpoints/handlers create.go, transformDecodeError.
 */
export function readObject(
  api: Api,
  request: ApiRequest,
  expected: Expected,
  mode: FieldValidation,
): Conformed | Status {
  const large = tooLarge(request)
  if (large) return large
  const parsed = parseBody(request)
  if (isStatus(parsed)) return parsed
  if ('problem' in parsed) {
    return unrecognized(
      request,
      expected,
      `couldn't get version/kind; json parse error: ${parsed.problem}`,
    )
  }
  const named = nameKind(api, request, expected, parsed.value)
  if (isStatus(named)) return named
  return conform(expected.schema, expected, named, mode, parsed.duplicates)
}

function nameKind(
  api: Api,
  request: ApiRequest,
  expected: Expected,
  value: unknown,
): Record<string, unknown> | Status {
  const wrongMeta = metaProblem(value)
  if (wrongMeta) {
    return unrecognized(
      request,
      expected,
      `couldn't get version/kind; json parse error: ${wrongMeta}`,
    )
  }
  const object = (value ?? {}) as Record<string, unknown>
  const kind = (object.kind as string) || expected.kind
  const apiVersion = (object.apiVersion as string) || apiVersionOf(expected)
  if (kind === expected.kind && apiVersion === apiVersionOf(expected)) {
    return { ...object, apiVersion, kind }
  }
  const [group = '', version = '', ...more] = apiVersion.includes('/')
    ? apiVersion.split('/')
    : ['', apiVersion]
  if (more.length > 0) {
    return unrecognized(request, expected, `unexpected GroupVersion string: ${apiVersion}`)
  }
  const known = api.kinds.get(kind)
  const isKnown = known?.group === group && known.version === version
  const why = isKnown
    ? `converting (${version}.${kind}) to (${goPackage(expected)}.${expected.kind}): unknown conversion`
    : `no kind "${kind}" is registered for version "${apiVersion}" in scheme "${SCHEME}"`
  return mistakenFor(kind, version, expected.kind, why)
}

function metaProblem(value: unknown): string | undefined {
  if (value === null) return undefined
  if (!isRecord(value)) {
    return `json: cannot unmarshal ${goWord(value)} into Go value of type ${TYPE_META}`
  }
  for (const field of ['apiVersion', 'kind']) {
    const given = value[field]
    if (given === undefined || given === null || typeof given === 'string') continue
    return `json: cannot unmarshal ${goWord(given)} into Go struct field .${field} of type string`
  }
  return undefined
}

function goWord(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

function goPackage({ group }: Expected): string {
  return group === '' ? 'core' : (group.split('.')[0] ?? '')
}

function mistakenFor(kind: string, version: string, expected: string, why: string): Status {
  const status = cannotBeHandled(expected, version, why)
  return { ...status, message: `${kind}${status.message.slice(expected.length)}` }
}

/** Says what the text is not, and how it begins. */
function unrecognized({ body = '' }: ApiRequest, expected: Expected, why: string): Status {
  const kind = `must be of type ${expected.kind}`
  return refuse.badRequest(`the object provided is unrecognized (${kind}): ${why} (${start(body)})`)
}

/** Source: create.go summarizeData: JSON as it is, anything else as hexadecimal bytes. */
function start(body: string): string {
  const most = 30
  if (body === '') return '<empty>'
  if (!body.startsWith('{')) {
    const bytes = utf8Bytes(body.slice(0, most))
    const shown = bytes.slice(0, most).map((byte) => byte.toString(16).padStart(2, '0'))
    return shown.join('') + (bytes.length > most || body.length > most ? ' ...' : '')
  }
  return body.length > most ? `${body.slice(0, most)} ...` : body
}

function utf8Bytes(text: string): number[] {
  const escaped = encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '?'))
  const units = escaped.match(/%[0-9A-F]{2}|./gs) ?? []
  return units.map((unit) => (unit.length === 3 ? parseInt(unit.slice(1), 16) : unit.charCodeAt(0)))
}
