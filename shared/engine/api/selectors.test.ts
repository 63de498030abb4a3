import { describe, expect, test } from 'vitest'
import { registry } from '../registry.ts'
import type { KubeObject } from '../object.ts'
import { continueToken, placeOf } from './continue-token.ts'
import { fieldTest } from './field-selector.ts'
import { formOf } from './form.ts'
import { jsonProblem } from './json-problem.ts'
import { labelTest } from './label-selector.ts'
import { Query } from './query.ts'

const kind = (name: string) => registry.kinds.find((one) => one.kind === name)!

describe('label selectors', () => {
  const labels = { app: 'web', tier: 'front', size: '7', empty: '' }
  const matches = (text: string): boolean => {
    const wanted = labelTest(text)
    if ('problem' in wanted) throw new Error(wanted.problem)
    return wanted(labels)
  }

  test.each([
    '',
    'app',
    'app=web',
    'app==web',
    ' app = web , tier ',
    'app!=api',
    'none!=x',
    'app in (web,api)',
    'app notin (api, db)',
    'none notin (a)',
    '!none',
    'size>6',
    'size<8',
    'empty=',
    'empty in ()',
    'empty in (,a)',
    'in notin (a)',
    'example.com/a!=b',
  ])('%j chooses', (text) => {
    expect(matches(text)).toBe(true)
  })

  test.each([
    'none',
    'app=api',
    '!app',
    'app notin (web)',
    'size>7',
    'app>1',
    'none in ()',
    'app,x',
  ])('%j does not choose', (text) => {
    expect(matches(text)).toBe(false)
  })

  test.each([
    ['a in (', "unable to parse requirement: found '', expected: ',', ')' or identifier"],
    ['a in b', "unable to parse requirement: found 'b', expected: '('"],
    ['a,', "found '', expected: identifier after ','"],
    ['=a', "found '=', expected: !, identifier, or 'end of string'"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['a=)', "unable to parse requirement: found ')', expected: identifier"],
    [
      'a>b',
      'unable to parse requirement: values[0]: Invalid value: "b": ' +
        "for 'Gt', 'Lt' operators, the value must be an integer",
    ],
  ])('%j is refused in words', (text, problem) => {
    expect(labelTest(text)).toEqual({ problem })
  })
})

describe('field selectors', () => {
  const pod = { metadata: { name: 'a,b' }, spec: { nodeName: 'n1' }, status: { phase: 'Running' } }

  test.each([
    ['', true],
    ['spec.nodeName=n1,status.phase!=Failed', true],
    ['spec.nodeName==n2', false],
    ['metadata.name=a\\,b', true],
    ['metadata.namespace=', true],
  ])('%j is %s', (text, expected) => {
    const wanted = fieldTest(kind('Pod'), text)
    if ('problem' in wanted) throw new Error(wanted.problem)
    expect(wanted.matches(pod as unknown as KubeObject)).toBe(expected)
  })

  test('a field that nobody can ask for is named', () => {
    expect(fieldTest(kind('Pod'), 'spec.hostname=x')).toEqual({
      problem: 'field label not supported: spec.hostname',
    })
    expect(fieldTest(kind('Pod'), 'constructor=x')).toHaveProperty('problem')
    expect(fieldTest(kind('Pod'), 'spec.nodeName')).toEqual({
      problem: `invalid selector: "spec.nodeName"; can't understand "spec.nodeName"`,
    })
  })
})

describe('what is wrong with a JSON text', () => {
  test.each([
    ['', 'unexpected end of JSON input'],
    ['{"a":', 'unexpected end of JSON input'],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['[1,]', "invalid character ']' looking for beginning of value"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"', "invalid character '\"' after object key:value pair"],
    ['[1 2]', "invalid character '2' after array element"],
    ['{} x', "invalid character 'x' after top-level value"],
    ['tru', 'unexpected end of JSON input'],
    ['trux', "invalid character 'x' in literal true (expecting 'e')"],
    ['"a\n"', "invalid character '\\n' in string literal"],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
    ['-x', "invalid character 'x' in numeric literal"],
    ['1.x', "invalid character 'x' after decimal point in numeric literal"],
    ['1ex', "invalid character 'x' in exponent of numeric literal"],
    ["'a'", "invalid character '\\'' looking for beginning of value"],
  ])('%j', (text, problem) => {
    expect(jsonProblem(text)).toBe(problem)
  })

  test('nothing is wrong where JSON.parse finds nothing wrong', () => {
    for (const text of ['null', ' {"a":[1,-0.5e+3,"\\u00e9",true,{}]} ', '"x"', '[]', '0']) {
      expect(JSON.parse(text)).toBeDefined()
      expect(jsonProblem(text)).toBeUndefined()
    }
  })
})

describe('addresses', () => {
  test('parameters are decoded; what cannot be is left out', () => {
    const query = new Query(
      'a=b+c&a=%F0%9F%9A%A2&x=%zz&flag&off=false&n=12&big=99999999999999999999',
    )
    expect(query.all('a')).toEqual(['b c', '🚢'])
    expect(query.get('x')).toBeUndefined()
    expect([query.flag('flag'), query.flag('off'), query.flag('none')]).toEqual([
      true,
      false,
      false,
    ])
    expect(query.whole('n')).toBe(12)
    expect(query.whole('big')).toEqual({
      problem: 'strconv.ParseInt: parsing "99999999999999999999": value out of range',
    })
  })

  test('continue tokens come back as they went out, whatever the key is', () => {
    for (const start of ['Pod/default/a', 'ConfigMap/x/a.b-c', 'Pod/default/a.AB']) {
      const token = continueToken({ rv: 7, start })
      expect(token).toMatch(/^[\w.~!*'()-]+$/)
      expect(placeOf(token)).toEqual({ rv: 7, start })
    }
    for (const token of ['', 'x', 'v1.3A', '.', '.FF']) expect(placeOf(token)).toBeUndefined()
  })

  test('the first clause of Accept that can be had wins', () => {
    const form = (accept?: string): unknown => formOf(accept, new Query())
    expect(form()).toEqual({ as: 'whole', yaml: false })
    expect(form('application/vnd.kubernetes.protobuf,application/json')).toEqual(form())
    expect(form('application/json;as=Table;v=v9;g=meta.k8s.io, */*')).toEqual(form())
    expect(form('text/html, application/yaml;q=0.9')).toEqual({ as: 'whole', yaml: true })
  })
})
