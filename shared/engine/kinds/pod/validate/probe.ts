import {
  forbidden,
  required,
  unsupported,
  wrong,
  type FieldError,
} from '../../../schema/field-errors.ts'
import { portOrName } from '../../../schema/int-or-string.ts'
import { httpHeaderName } from '../../../schema/names.ts'
import { nonNegative } from '../../../schema/rules.ts'
import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from '../schema/probe.ts'

/** Upstream: core/validation validateProbe, validateHandler, validateLifecycle (v1.32). */

/** A container's three probes and two hooks. */
export function checkProbes(
  container: {
    livenessProbe?: Probe
    readinessProbe?: Probe
    startupProbe?: Probe
    lifecycle?: Lifecycle
  },
  field: string,
  graceSeconds: number | undefined,
): FieldError[] {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container
  const ready = `${field}.readinessProbe`
  const errors = [
    ...checkHook(lifecycle?.postStart, `${field}.lifecycle.postStart`, graceSeconds),
    ...checkHook(lifecycle?.preStop, `${field}.lifecycle.preStop`, graceSeconds),
    ...checkProbe(livenessProbe, `${field}.livenessProbe`),
    ...succeedsOnce(livenessProbe, `${field}.livenessProbe`),
    ...checkProbe(readinessProbe, ready),
  ]
  if (readinessProbe?.terminationGracePeriodSeconds !== undefined) {
    const seconds = readinessProbe.terminationGracePeriodSeconds
    const rule = 'must not be set for readinessProbes'
    errors.push(wrong(`${ready}.terminationGracePeriodSeconds`, seconds, rule))
  }
  return [
    ...errors,
    ...checkProbe(startupProbe, `${field}.startupProbe`),
    ...succeedsOnce(startupProbe, `${field}.startupProbe`),
  ]
}

function checkProbe(probe: Probe | undefined, field: string): FieldError[] {
  if (!probe) return []
  const grace = probe.terminationGracePeriodSeconds
  return [
    ...checkHandler(probe, field, undefined),
    ...nonNegative(probe.initialDelaySeconds, `${field}.initialDelaySeconds`),
    ...nonNegative(probe.timeoutSeconds, `${field}.timeoutSeconds`),
    ...nonNegative(probe.periodSeconds, `${field}.periodSeconds`),
    ...nonNegative(probe.successThreshold, `${field}.successThreshold`),
    ...nonNegative(probe.failureThreshold, `${field}.failureThreshold`),
    ...(grace !== undefined && grace <= 0
      ? [wrong(`${field}.terminationGracePeriodSeconds`, grace, 'must be greater than 0')]
      : []),
  ]
}

function succeedsOnce(probe: Probe | undefined, field: string): FieldError[] {
  if (!probe || probe.successThreshold === 1) return []
  return [wrong(`${field}.successThreshold`, probe.successThreshold, 'must be 1')]
}

function checkHook(
  hook: LifecycleHandler | undefined,
  field: string,
  graceSeconds: number | undefined,
): FieldError[] {
  return hook ? checkHandler(hook, field, graceSeconds) : []
}

type Handler = Probe | LifecycleHandler

/** Exactly one way to ask. */
function checkHandler(
  handler: Handler,
  field: string,
  graceSeconds: number | undefined,
): FieldError[] {
  const given: { name: string; errors: FieldError[] }[] = []
  const { exec, httpGet, tcpSocket } = handler
  if (exec) {
    const missing = (exec.command ?? []).length === 0
    given.push({ name: 'exec', errors: missing ? [required(`${field}.exec.command`)] : [] })
  }
  if (httpGet) given.push({ name: 'httpGet', errors: checkHttp(httpGet, `${field}.httpGet`) })
  if (tcpSocket) {
    given.push({
      name: 'tcpSocket',
      errors: portOrName(tcpSocket.port, `${field}.tcpSocket.port`),
    })
  }
  if ('grpc' in handler && handler.grpc) {
    given.push({ name: 'grpc', errors: portOrName(handler.grpc.port, `${field}.grpc.port`) })
  }
  if ('sleep' in handler && handler.sleep) {
    const errors = checkSleep(handler.sleep.seconds, `${field}.sleep`, graceSeconds)
    given.push({ name: 'sleep', errors })
  }
  const [first, ...more] = given
  if (!first) return [required(field, 'must specify a handler type')]
  const rule = 'may not specify more than 1 handler type'
  return [...first.errors, ...more.map(({ name }) => forbidden(`${field}.${name}`, rule))]
}

function checkHttp(http: HTTPGetAction, field: string): FieldError[] {
  const errors = http.path ? [] : [required(`${field}.path`)]
  errors.push(...portOrName(http.port, `${field}.port`))
  if (http.scheme !== 'HTTP' && http.scheme !== 'HTTPS') {
    errors.push(unsupported(`${field}.scheme`, http.scheme, ['HTTP', 'HTTPS']))
  }
  for (const { name } of http.httpHeaders ?? []) {
    errors.push(...httpHeaderName(name).map((rule) => wrong(`${field}.httpHeaders`, name, rule)))
  }
  return errors
}

function checkSleep(seconds: number, field: string, grace: number | undefined): FieldError[] {
  if (grace === undefined || (seconds > 0 && seconds <= grace)) return []
  const limit = `must be greater than 0 and less than terminationGracePeriodSeconds (${grace})`
  const gate = 'Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.'
  return [wrong(field, seconds, `${limit}. ${gate}`)]
}
