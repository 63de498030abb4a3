import { describe, expect, test } from 'vitest'
import { goText, misfit } from './misfit.ts'

const FIELD = 'into Go struct field DeploymentSpec.spec.x of type'

describe('a strategic merge patch whose result does not fit', () => {
  test.each([
    [`json: cannot unmarshal string ${FIELD} int32`, 'unrecognized type: int32'],
    [`json: cannot unmarshal number ${FIELD} string`, 'cannot convert int64 to string'],
    [`json: cannot unmarshal bool ${FIELD} string`, 'unrecognized type: string'],
    [`json: cannot unmarshal string ${FIELD} []v1.Container`, 'cannot restore slice from string'],
    [`json: cannot unmarshal array ${FIELD} map[string]string`, 'cannot restore map from slice'],
    [`json: cannot unmarshal number ${FIELD} v1.PodSpec`, 'cannot restore struct from: int64'],
    ['strict decoding error: unknown field "x"', 'strict decoding error: unknown field "x"'],
  ])('%s is told as: %s', (problem, words) => {
    const told = misfit({ spec: { x: ['two', null, 3] } }, problem)
    const message = `Invalid value: "map[spec:map[x:[two <nil> 3]]]": ${words}`
    expect(told).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message: ` "" is invalid: patch: ${message}`,
      details: { causes: [{ reason: 'FieldValueInvalid', field: 'patch', message }] },
    })
    expect(told.details?.kind ?? '').toBe('')
  })

  test('maps are printed in the order of their names, as Go does', () => {
    expect(goText({ b: 1, a: { d: true, c: 'x' } })).toBe('map[a:map[c:x d:true] b:1]')
  })
})
