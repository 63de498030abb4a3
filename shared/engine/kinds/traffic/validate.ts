import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import {
  forbidden,
  required,
  unsupported,
  wrong,
  type FieldError,
} from '../../schema/field-errors.ts'
import { parseDuration } from '../../schema/duration.ts'
import { portOrName } from '../../schema/int-or-string.ts'
import { dnsSubdomain, httpHeaderName } from '../../schema/names.ts'
import { areLabels, isDnsLabel } from '../../schema/rules.ts'
import { METHODS, type Traffic, type TrafficSpec } from './schema.ts'
import { parseUrl } from './url.ts'

const MOST_PER_SECOND = 10_000

/** What is wrong with a Traffic. */
export function validateTraffic(traffic: Traffic): FieldError[] {
  return [...checkMetadata(traffic, 'Namespaced', dnsSubdomain), ...checkSpec(traffic.spec)]
}

/** What is wrong with a changed Traffic. */
export function validateTrafficUpdate(next: Traffic, old: Traffic): FieldError[] {
  return [...checkMetadataUpdate(next, old), ...checkSpec(next.spec)]
}

function checkSpec(spec: TrafficSpec): FieldError[] {
  const { path, method, perSecond, expectStatus, headers } = spec
  const errors = checkTarget(spec)
  if (!path.startsWith('/')) errors.push(wrong('spec.path', path, 'must begin with a slash'))
  if (!METHODS.includes(method)) errors.push(unsupported('spec.method', method, METHODS))
  if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
    const rule = `must be between 1 and ${MOST_PER_SECOND}, inclusive`
    errors.push(wrong('spec.perSecond', perSecond, rule))
  }
  if (expectStatus !== undefined && (expectStatus < 100 || expectStatus > 599)) {
    const rule = 'must be between 100 and 599, inclusive'
    errors.push(wrong('spec.expectStatus', expectStatus, rule))
  }
  for (const name of Object.keys(headers ?? {})) {
    errors.push(...httpHeaderName(name).map((words) => wrong('spec.headers', name, words)))
  }
  return [...errors, ...checkSource(spec), ...checkTimes(spec)]
}

function checkTarget({ service, url, port }: TrafficSpec): FieldError[] {
  if (!service && !url) return [required('spec.service', 'must specify either service or url')]
  if (url) {
    if (service) return [forbidden('spec.url', 'may not be specified together with service')]
    const rule = 'must be a URL such as http://web.default:8080/path'
    const errors = parseUrl(url) ? [] : [wrong('spec.url', url, rule)]
    if (port === undefined) return errors
    return [...errors, forbidden('spec.port', 'may not be specified together with url')]
  }
  const errors = isDnsLabel(service ?? '', 'spec.service')
  return port === undefined ? errors : [...errors, ...portOrName(port, 'spec.port')]
}

function checkSource({ from }: TrafficSpec): FieldError[] {
  const { outside, namespace, labels } = from
  const errors = areLabels(labels, 'spec.from.labels')
  if (namespace) errors.push(...isDnsLabel(namespace, 'spec.from.namespace'))
  if (!outside) return errors
  const rule = 'may not be specified when `outside` is true'
  if (namespace) errors.push(forbidden('spec.from.namespace', rule))
  if (Object.keys(labels ?? {}).length > 0) errors.push(forbidden('spec.from.labels', rule))
  return errors
}

function checkTimes(spec: TrafficSpec): FieldError[] {
  return (['timeout', 'at', 'for'] as const).flatMap((name) => {
    const text = spec[name]
    if (text === undefined || parseDuration(text) !== undefined) return []
    return [wrong(`spec.${name}`, text, 'must be a duration such as 500ms, 90s or 1h30m')]
  })
}
