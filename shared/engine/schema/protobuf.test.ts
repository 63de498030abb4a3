import { describe, expect, it } from 'vitest'
import { decodeProtobuf } from './protobuf.ts'
import { restType } from './rest-types.ts'
import { encodeProtobuf } from './test-support/encode.ts'
import { int32, list, message, quantity, text, time, within } from './tree.ts'

const inner = { first: text(1, 'First.'), second: int32(2, 'Second.', { pointer: true }) }
const outer = message('test.v1.Outer', 'A type.', {
  name: text(1, 'Name.'),
  ...within(2, inner),
  numbers: list(3, 'int64', 'Numbers.'),
  amount: quantity(4, 'Amount.'),
  at: time(5, 'At.'),
})
const find = (apiVersion: string, kind: string) =>
  `${apiVersion}/${kind}` === 'test/v1/Outer' ? outer : restType(apiVersion, kind)

const body = (raw: number[], apiVersion = 'test/v1', kind = 'Outer'): Uint8Array => {
  const bytes = (value: string) => [...value].map((char) => char.charCodeAt(0))
  const field = (tag: number, part: number[]) => [(tag << 3) | 2, part.length, ...part]
  const meta = [...field(1, bytes(apiVersion)), ...field(2, bytes(kind))]
  return Uint8Array.from([0x6b, 0x38, 0x73, 0, ...field(1, meta), ...field(2, raw)])
}
const objectOf = (raw: number[]) => {
  const decoded = decodeProtobuf(body(raw), find)
  if (typeof decoded === 'string') throw new Error(decoded)
  const { apiVersion: _version, kind: _kind, ...rest } = decoded.object
  return rest
}

describe('a protobuf body', () => {
  it('names its type in the envelope', () => {
    expect(decodeProtobuf(body([]), find)).toEqual({
      apiVersion: 'test/v1',
      kind: 'Outer',
      object: { apiVersion: 'test/v1', kind: 'Outer' },
    })
  })

  it('lifts fields of embedded structs to where JSON has them', () => {
    expect(objectOf([0x12, 5, 0x0a, 1, 0x61, 0x10, 0])).toEqual({ first: 'a', second: 0 })
  })

  it('reads lists of numbers packed and one by one, negative ones too', () => {
    expect(objectOf([0x18, 1, 0x18, 2])).toEqual({ numbers: [1, 2] })
    expect(objectOf([0x1a, 2, 1, 2])).toEqual({ numbers: [1, 2] })
    const minusOne = [...Array<number>(9).fill(0xff), 1]
    expect(objectOf([0x18, ...minusOne])).toEqual({ numbers: [-1] })
  })

  it('takes an empty time for none', () => {
    expect(objectOf([0x2a, 0])).toEqual({ at: null })
    expect(objectOf([0x2a, 4, 8, 1, 16, 0])).toEqual({ at: '1970-01-01T00:00:01Z' })
  })

  it('skips fields that the type does not have', () => {
    expect(objectOf([0x7a, 1, 0x61, 0x0a, 1, 0x62])).toEqual({ name: 'b' })
  })

  it('reads text beyond ASCII', () => {
    expect(objectOf([0x0a, 6, 0xe5, 0x90, 0x8d, 0xc3, 0xa9, 0x41])).toEqual({ name: '名éA' })
  })

  it.each([
    ['no magic', Uint8Array.from([1, 2, 3, 4])],
    ['nothing', Uint8Array.from([])],
    ['a length beyond the end', body([0x0a, 9, 0x61])],
    ['a wire type that does not exist', body([0x0f])],
    ['a number without end', body([0x18, ...Array<number>(11).fill(0xff)])],
  ])('with %s is refused with a sentence', (_what, bytes) => {
    expect(typeof decodeProtobuf(bytes, find)).toBe('string')
  })

  it('of an unknown kind says which', () => {
    expect(decodeProtobuf(body([], 'no/v1', 'Such'), find)).toMatchObject({ kind: 'Such' })
  })

  it('may be a question that is stored nowhere', () => {
    const type = restType('authorization.k8s.io/v1', 'SelfSubjectAccessReview')
    if (!type) throw new Error('no such type')
    const review = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb: 'get', resource: 'pods', namespace: 'default' } },
    }
    const decoded = decodeProtobuf(encodeProtobuf(type, review), find)
    expect(decoded).toMatchObject({ object: review })
  })

  it('carries DeleteOptions in any version', () => {
    expect(restType('apps/v1', 'DeleteOptions')).toBe(restType('v1', 'DeleteOptions'))
    expect(restType('v1', 'Nothing')).toBeUndefined()
  })
})
