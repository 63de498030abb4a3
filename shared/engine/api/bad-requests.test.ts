import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ApiRequest } from '../input.ts'
import type { Status } from './status.ts'
import { Desk, refusal } from './test-support/desk.ts'

interface Recorded {
  name: string
  method: ApiRequest['method']
  path: string
  contentType?: string
  body: unknown
  status: number
  reason?: string
  message?: string
  details?: Status['details']
}

/** Recorded from Kubernetes 1.20; see the differences below. */
const file = new URL('testdata/golden/bad-requests.json', import.meta.url)
const cases = JSON.parse(readFileSync(file, 'utf8')) as Recorded[]

const HANDLED = 'in version "v1" cannot be handled as a'

/** Where 1.32 says it in other words: the JSON decoder was replaced in 1.23. */
const NEWER: Record<string, { message: string; reason?: string; cause?: string }> = {
  'readiness probe on init container': {
    message:
      'Pod "p" is invalid: spec.initContainers[0].readinessProbe: Forbidden: ' +
      'may not be set for init containers without restartPolicy=Always',
    cause: 'FieldValueForbidden',
  },
  'request above limit': {
    message:
      'Pod "p" is invalid: spec.containers[0].resources.requests: Invalid value: "2": ' +
      'must be less than or equal to cpu limit of 1',
  },
  'bad quantity': {
    message:
      `Pod ${HANDLED} Pod: quantities must match the regular expression ` +
      "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  },
  'string where object': {
    message:
      `Pod ${HANDLED} Pod: json: cannot unmarshal string into Go struct field ` +
      'PodSpec.spec.containers of type []v1.Container',
  },
  'float replicas': {
    message:
      `Deployment ${HANDLED} Deployment: json: cannot unmarshal number 1.5 into Go struct field ` +
      'DeploymentSpec.spec.replicas of type int32',
  },
  'service clusterIP outside': {
    message:
      'Service "svc" is invalid: spec.clusterIPs: Invalid value: []string{"1.2.3.4"}: ' +
      'failed to allocate IP 1.2.3.4: the provided IP (1.2.3.4) is not in the valid range. ' +
      'The range of valid IPs is 10.96.0.0/12',
  },
}

describe('what a real API server refused is refused alike', () => {
  for (const recorded of cases) {
    test(`${recorded.name}`, () => {
      const { method, path: address, contentType, body, status } = recorded
      const [path = '', query] = address.split('?')
      const reply = new Desk().ask(method, path, {
        ...(query ? { query } : {}),
        ...(contentType ? { contentType } : {}),
        ...(body === null ? {} : { body }),
      })
      expect(reply.code, JSON.stringify(reply.body)).toBe(status)
      if (!recorded.reason) return
      const refused = refusal(reply)
      const newer = NEWER[recorded.name]
      expect(refused.message).toBe(newer?.message ?? recorded.message)
      expect(refused.reason).toBe(recorded.reason)
      if (newer) expect(refused.details?.causes?.[0]?.reason).toBe(causeOf(recorded, newer))
      else expect(refused.details).toEqual(recorded.details ?? undefined)
    })
  }
})

function causeOf({ details }: Recorded, newer: { cause?: string }): string | undefined {
  return newer.cause ?? details?.causes?.[0]?.reason
}
