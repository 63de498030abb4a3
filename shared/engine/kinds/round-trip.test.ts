import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from '../schema/decode.ts'
import { applyDefaults } from '../schema/defaults.ts'
import { decodeProtobuf } from '../schema/protobuf.ts'
import { objectsOf } from '../schema/test-support/arbitrary.ts'
import { encodeProtobuf } from '../schema/test-support/encode.ts'
import type { MessageType } from '../schema/tree.ts'
import { configMap } from './configmap/schema.ts'
import { deployment } from './deployment/schema.ts'
import { endpointSlice } from './endpointslice/schema.ts'
import { event } from './event/schema.ts'
import { fault } from './fault/schema.ts'
import { node } from './node/schema.ts'
import { persistentVolume } from './persistentvolume/schema.ts'
import { persistentVolumeClaim } from './persistentvolumeclaim/schema.ts'
import { pod } from './pod/schema.ts'
import { secret } from './secret/schema.ts'
import { service } from './service/schema.ts'

const TYPES: [string, MessageType][] = [
  ['Pod', pod],
  ['Deployment', deployment],
  ['Service', service],
  ['Node', node],
  ['Event', event],
  ['Secret', secret],
  ['ConfigMap', configMap],
  ['EndpointSlice', endpointSlice],
  ['PersistentVolume', persistentVolume],
  ['PersistentVolumeClaim', persistentVolumeClaim],
  ['Fault', fault],
]
const RUNS = { numRuns: 60, seed: 20_261_122 }

describe.each(TYPES)('any %s', (kind, type) => {
  const stored = objectsOf(type).map(
    (object) => decode(type, { apiVersion: 'v1', kind, ...object }).object,
  )

  it('is the same by protobuf as by JSON', () => {
    fc.assert(
      fc.property(stored, (object) => {
        const back = decodeProtobuf(encodeProtobuf(type, object), () => type)
        if (typeof back === 'string') throw new Error(back)
        expect(decode(type, back.object)).toEqual({ object, unknown: [] })
      }),
      RUNS,
    )
  })

  it('is filled in once and for all, and stays readable', () => {
    fc.assert(
      fc.property(stored, (object) => {
        const before = JSON.stringify(object)
        const filled = applyDefaults(type, object)
        expect(JSON.stringify(object)).toBe(before)
        expect(applyDefaults(type, filled)).toBe(filled)
        expect(decode(type, filled)).toMatchObject({ unknown: [] })
        expect(decode(type, filled).problem).toBeUndefined()
      }),
      RUNS,
    )
  })
})
