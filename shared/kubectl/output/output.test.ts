import { describe, expect, it } from 'vitest'
import { align, DESCRIPTION, TABLE } from './columns.ts'
import { customColumns } from './custom-columns.ts'
import { compactJson } from './json.ts'
import { jsonPathText } from './jsonpath.ts'
import { yamlText } from './yaml.ts'

describe('columns', () => {
  it('are three blanks apart and at least six wide', () => {
    expect(align('A\tNAME\tX\n1\tweb-1\ty\n', TABLE)).toBe('A     NAME    X\n1     web-1   y\n')
  })

  it('belong together only in neighbouring lines', () => {
    const text = 'Name:\tx\nA long title:\ty\nplain\nB:\tz\n'
    expect(align(text, DESCRIPTION)).toBe('Name:          x\nA long title:  y\nplain\nB:  z\n')
  })
})

describe('yaml', () => {
  it.each([
    ['true', '"true"'],
    ['1.5', '"1.5"'],
    ['', '""'],
    ['yes', '"yes"'],
    ['2026-11-22T17:26:18Z', '"2026-11-22T17:26:18Z"'],
    ['25%', '25%'],
    ['5d59d67564', '5d59d67564'],
    ['a: b', "'a: b'"],
    ['*a', "'*a'"],
    ['-y', '-y'],
    ["it's", "it's"],
    ['x\ny\n', '|\n  x\n  y'],
    ['x\ny', '|-\n  x\n  y'],
  ])('writes %j as go-yaml does', (value, text) => {
    expect(yamlText({ key: value })).toBe(`key: ${text}\n`)
  })

  it('sorts keys and keeps lists at the indent of their key', () => {
    const value = { b: [{ d: 1, c: [] }], a: { x: {}, m: null } }
    expect(yamlText(value)).toBe('a:\n  m: null\n  x: {}\nb:\n- c: []\n  d: 1\n')
  })

  it('folds behind column 80, but never a literal block', () => {
    const long = 'word '.repeat(20).trim()
    const words = (count: number) => 'word '.repeat(count).trim()
    expect(yamlText({ key: long })).toBe(`key: ${words(16)}\n  ${words(4)}\n`)
    expect(yamlText({ key: `${long}\nx\n` })).toBe(`key: |\n  ${long}\n  x\n`)
  })
})

describe('jsonpath', () => {
  const list = {
    items: [
      {
        name: 'a',
        rows: [
          { type: 'A', v: 1 },
          { type: 'B', v: 2 },
        ],
        'x.y/z': 'dotted',
      },
      { name: 'b', rows: [] },
    ],
  }

  it.each([
    ['{.items[*].name}', 'a b'],
    ['{range .items[*]}{.name}{"\\n"}{end}', 'a\nb\n'],
    ['{.items[0].rows[?(@.type=="B")].v}', '2'],
    ['{.items[0].x\\.y/z}', 'dotted'],
    ['{.items[-1:].name}', 'b'],
    ["{.items[0]['name']} and more", 'a and more'],
    ['{..v}', '1 2'],
    ['{.items[0].rows[0]}', '{"type":"A","v":1}'],
    ['{.none}', ''],
  ])('%s', (template, text) => expect(jsonPathText(template, list)).toBe(text))

  it('complains about an index that is not there', () => {
    expect(() => jsonPathText('{.items[5].name}', list)).toThrow('array index out of bounds')
  })

  it('makes columns, with <none> for what is missing', () => {
    expect(customColumns('NAME:.name,X:.x', list)).toBe('NAME   X\na      <none>\nb      <none>\n')
  })
})

it('the last-applied annotation escapes as Go does', () => {
  expect(compactJson({ b: '<&>', a: 1 })).toBe('{"a":1,"b":"\\u003c\\u0026\\u003e"}\n')
})
