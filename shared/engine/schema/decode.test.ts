import { describe, expect, it } from 'vitest'
import { conform } from './conform.ts'
import { decode } from './decode.ts'
import { duplicateFields } from './duplicates.ts'
import { flag, int32, intOrString, list, map, message, quantity } from './tree.ts'
import { ref, struct, text, time } from './tree.ts'

const part = message('test.v1.Part', 'A part.', {
  port: intOrString(1, 'Port.'),
  amount: quantity(2, 'Amount.', { pointer: true }),
})
const spec = message('test.v1.ThingSpec', 'The spec.', {
  replicas: int32(1, 'Replicas.', { pointer: true }),
  paused: flag(2, 'Paused.'),
  parts: list(3, part, 'Parts.'),
  labels: map(4, 'string', 'Labels.'),
  names: list(5, 'string', 'Names.', { required: true }),
})
const thing = message('test.v1.Thing', 'A thing.', {
  spec: struct(1, spec, 'The spec.'),
  extra: ref(2, spec, 'More.'),
  at: time(3, 'When.'),
  word: text(4, 'Word.', { required: true }),
})

const EMPTY = { spec: { names: null }, at: null, word: '' }
const gvk = { version: 'v1', kind: 'Thing' }

describe('decoding', () => {
  it('puts in what Go always writes', () => {
    expect(decode(thing, {}).object).toEqual(EMPTY)
  })

  it('drops zeros and empty lists, but keeps what a pointer can tell from nothing', () => {
    const given = { spec: { replicas: 0, paused: false, parts: [], labels: {} }, extra: {} }
    expect(decode(thing, given).object).toEqual({
      ...EMPTY,
      spec: { replicas: 0, names: null },
      extra: { names: null },
    })
  })

  it('takes null for nothing', () => {
    const given = { spec: { replicas: null, parts: null, names: null }, extra: null, word: null }
    expect(decode(thing, given).object).toEqual(EMPTY)
  })

  it('brings quantities into canonical form', () => {
    const given = { spec: { parts: [{ port: 80, amount: '1024Mi' }], names: ['a'] } }
    expect(decode(thing, given).object).toMatchObject({
      spec: { parts: [{ port: 80, amount: '1Gi' }] },
    })
  })

  it('keeps any key of a map, even one that means something to the language', () => {
    const given = JSON.parse('{"spec":{"labels":{"__proto__":"x"}}}') as unknown
    expect(JSON.stringify(decode(thing, given).object)).toContain('"__proto__":"x"')
  })

  it('writes fields in the order of the tree', () => {
    const given = { word: 'w', spec: { names: ['a'], replicas: 1 } }
    expect(JSON.stringify(decode(thing, given).object)).toBe(
      '{"spec":{"replicas":1,"names":["a"]},"at":null,"word":"w"}',
    )
  })

  it('does not change what it is given, and changes nothing the second time', () => {
    const given = Object.freeze({ spec: Object.freeze({ replicas: 0, names: ['a'] }) })
    const once = decode(thing, given).object
    expect(decode(thing, once).object).toEqual(once)
  })
})

describe('wrong types are named as Go names them', () => {
  it.each([
    [
      { spec: { replicas: '3' } },
      'string into Go struct field ThingSpec.spec.replicas of type int32',
    ],
    [
      { spec: { replicas: 1.5 } },
      'number 1.5 into Go struct field ThingSpec.spec.replicas of type int32',
    ],
    [
      { spec: { replicas: 3e9 } },
      'number 3000000000 into Go struct field ThingSpec.spec.replicas of type int32',
    ],
    [
      { spec: { parts: 'x' } },
      'string into Go struct field ThingSpec.spec.parts of type []v1.Part',
    ],
    [{ spec: { parts: [1] } }, 'number into Go struct field ThingSpec.spec.parts of type v1.Part'],
    [
      { spec: { labels: { a: 1 } } },
      'number into Go struct field ThingSpec.spec.labels of type string',
    ],
    [{ spec: [] }, 'array into Go struct field Thing.spec of type v1.ThingSpec'],
    [{ word: true }, 'bool into Go struct field Thing.word of type string'],
    [{ extra: { paused: {} } }, 'object into Go struct field ThingSpec.extra.paused of type bool'],
  ])('%j', (given, words) => {
    expect(decode(thing, given).problem).toBe(`json: cannot unmarshal ${words}`)
  })

  it('and texts that are no quantity or time in the words of their own decoders', () => {
    expect(decode(thing, { spec: { parts: [{ amount: 'abc' }] } }).problem).toBe(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    )
    expect(decode(thing, { at: 'noon' }).problem).toBe(
      'parsing time "noon" as "2006-01-02T15:04:05Z07:00": cannot parse "noon" as "2006"',
    )
  })
})

describe('unknown and double fields', () => {
  const given = { spec: { parts: [{ port: 1, foo: 1 }], bar: {} }, baz: 2 }
  const words = [
    'unknown field "spec.parts[0].foo"',
    'unknown field "spec.bar"',
    'unknown field "baz"',
  ]

  it('are refused when validation is strict', () => {
    const why = `strict decoding error: ${words.join(', ')}`
    expect(conform(thing, gvk, given, 'Strict')).toMatchObject({
      code: 400,
      reason: 'BadRequest',
      message: `Thing in version "v1" cannot be handled as a Thing: ${why}`,
    })
  })

  it('are warned of, or dropped in silence', () => {
    expect(conform(thing, gvk, given, 'Warn')).toMatchObject({ warnings: words })
    const ignored = conform(thing, gvk, given, 'Ignore')
    expect(ignored).toMatchObject({ warnings: [] })
    expect(JSON.stringify(ignored)).not.toContain('foo')
  })

  it('that stand twice are found in the text', () => {
    const json = '{"a":1,"b":[{"c":1, "c" : {"d":"}\\"]"}}],"a":{"a":2}}'
    expect(duplicateFields(json)).toEqual(['b[0].c', 'a'])
    expect(duplicateFields('{"a":{"b":[1,"x",null,true]},"c":{}}')).toEqual([])
    expect(conform(thing, gvk, {}, 'Warn', ['spec.replicas'])).toMatchObject({
      warnings: ['duplicate field "spec.replicas"'],
    })
  })
})
