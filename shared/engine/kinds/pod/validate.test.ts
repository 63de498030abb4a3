import { describe, expect, it } from 'vitest'
import { applyDefaults } from '../../schema/defaults.ts'
import { errorBody } from '../../schema/field-errors.ts'
import { pod, type Pod } from './schema.ts'
import { validateEphemeralUpdate, validatePodUpdate } from './validate.ts'

const podOf = (spec: object): Pod =>
  applyDefaults(pod, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default' },
    spec: { containers: [{ name: 'c', image: 'a:1' }], ...spec },
  } as unknown as Pod)
const update = (next: object, old: object = {}): string[] =>
  validatePodUpdate(podOf(next), podOf(old)).map((error) => `${error.field}: ${errorBody(error)}`)

const bears = (key: string, tolerationSeconds?: number): object => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
})

describe('an update of a pod may', () => {
  it('change images', () => {
    expect(
      update({ containers: [{ name: 'c', image: 'a:2', imagePullPolicy: 'IfNotPresent' }] }),
    ).toEqual([])
  })

  it('add tolerations, and change how long they hold', () => {
    const old = { tolerations: [bears('a', 5)] }
    expect(update({ tolerations: [bears('a', 9), bears('b')] }, old)).toEqual([])
    expect(update({ tolerations: [bears('b')] }, old)).toEqual([
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ])
  })

  it('shorten the deadline, never lengthen or lift it', () => {
    const old = { activeDeadlineSeconds: 60 }
    expect(update({ activeDeadlineSeconds: 30 }, old)).toEqual([])
    expect(update({ activeDeadlineSeconds: 90 }, old)).toEqual([
      'spec.activeDeadlineSeconds: Invalid value: 90: must be less than or equal to previous value',
    ])
    expect(update({}, old)).toHaveLength(1)
  })

  it('open gates, never close new ones', () => {
    const old = { schedulingGates: [{ name: 'a' }] }
    expect(update({}, old)).toEqual([])
    expect(update({ schedulingGates: [{ name: 'b' }] }, old)).toEqual([
      "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'",
    ])
  })

  it('change nothing else, and hears what it tried to change', () => {
    const [error = ''] = update({ hostNetwork: true })
    expect(error).toContain(
      'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,' +
        '`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only ' +
        'additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be ' +
        'set to 1 if it was previously negative)\n',
    )
    expect(error).toContain('+ \t\tHostNetwork: true,\n')
    expect(update({ containers: [] }, {})).toEqual([
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ])
  })
})

it('ephemeral containers come, stay and do not change', () => {
  const one = { name: 'debug', image: 'busybox' }
  const check = (next: object[], old: object[]) =>
    validateEphemeralUpdate(
      podOf({ ephemeralContainers: next }),
      podOf({ ephemeralContainers: old }),
    )
  expect(check([one, { name: 'more', image: 'a' }], [one])).toEqual([])
  expect(check([], [one])[0]?.detail).toContain('"debug" may not be removed')
  expect(check([{ ...one, image: 'b' }], [one])[0]?.detail).toContain('"debug" may not be changed')
})
