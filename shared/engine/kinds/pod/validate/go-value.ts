import { isRecord } from '../../../json.ts'
import { goType, shortName } from '../../../schema/go-type.ts'
import type { Field, MessageType } from '../../../schema/tree.ts'

/** Values as go-cmp's reports print them: short, without types, zero fields left out. */

const ACRONYMS: Readonly<Record<string, string>> = {
  apiVersion: 'APIVersion',
  dnsPolicy: 'DNSPolicy',
  dnsConfig: 'DNSConfig',
  hostIP: 'HostIP',
  hostPID: 'HostPID',
  hostIPC: 'HostIPC',
  httpGet: 'HTTPGet',
  tcpSocket: 'TCPSocket',
  grpc: 'GRPC',
  ip: 'IP',
  os: 'OS',
  tty: 'TTY',
  setHostnameAsFQDN: 'SetHostnameAsFQDN',
}

/** A field's name in Go: `dnsPolicy` is `DNSPolicy`. */
export const goName = (name: string): string =>
  ACRONYMS[name] ?? name.charAt(0).toUpperCase() + name.slice(1)

/** A type in the words of the API server's own package: `[]core.Container`. */
export const goCore = (field: Field): string => goType(field).replace(/\bv1\./, 'core.')

/** A field's value: `"x"`, `&30`, `nil`, `{{Name: "c", Image: "a"}}`. */
export function goValue(field: Field, value: unknown, withType = false): string {
  if (value === undefined || value === null) return zero(field)
  const type = withType ? goCore(field) : ''
  if (Array.isArray(value)) {
    return `${type}{${value.map((one) => goItem(field, one)).join(', ')}}`
  }
  if (field.many && isRecord(value)) {
    const pairs = Object.keys(value)
      .sort((left, right) => (left < right ? -1 : 1))
      .map((key) => `${JSON.stringify(key)}: ${goItem(field, value[key])}`)
    return `${type}{${pairs.join(', ')}}`
  }
  const prefix = field.pointer ? '&' : ''
  if (typeof field.shape === 'string') return prefix + goItem(field, value)
  const named = withType ? `core.${shortName(field.shape.name)}` : ''
  return prefix + named + goItem(field, value)
}

function zero(field: Field): string {
  if (field.many || field.pointer) return 'nil'
  if (typeof field.shape !== 'string') return '{}'
  if (field.shape === 'bool') return 'false'
  return field.shape === 'int32' || field.shape === 'int64' ? '0' : '""'
}

/** One item of a field: a scalar, or a struct with the fields that are set. */
export function goItem(field: Field, value: unknown): string {
  if (typeof field.shape === 'string') {
    return typeof value === 'string' ? JSON.stringify(value) : String(value)
  }
  return goFields(field.shape, value)
}

function goFields(type: MessageType, value: unknown): string {
  const given = isRecord(value) ? value : {}
  const set = Object.entries(type.fields).flatMap(([name, field]) => {
    const shown = goValue(field, given[name])
    return given[name] === undefined || shown === '{}' ? [] : [`${goName(name)}: ${shown}`]
  })
  return `{${set.join(', ')}}`
}
