import { describe, expect, it } from 'vitest'
import { atMost100Percent, plainValue, scaledValue } from './int-or-string.ts'
import { configKey, dns1035Label, dnsLabel, dnsSubdomain, envName } from './names.ts'
import { isIp, labelValue, portName, qualifiedName } from './names.ts'

const long = (length: number): string => 'a'.repeat(length)

describe('names', () => {
  it.each([
    ['label', dnsLabel, ['a', 'a-b', '1', long(63)], ['', '-a', 'a-', 'A', 'a_b', long(64)]],
    ['subdomain', dnsSubdomain, ['a.b', long(253)], ['a..b', '.a', 'a_b', long(254)]],
    ['service', dns1035Label, ['web', 'a1'], ['1a', 'a.b', '']],
    ['label key', qualifiedName, ['app', 'a.b/C_d', 'A'], ['', '/a', 'a/', 'a/b/c', 'a b']],
    ['label value', labelValue, ['', 'v1.2_x', long(63)], ['-a', 'a b', long(64)]],
    ['port', portName, ['http', 'a-1'], ['', '80', 'a--b', '-a', 'HTTP', long(16)]],
    ['variable', envName, ['A', '1 b!', 'a.b'], ['', 'a=b', 'é', 'a\nb']],
    ['key', configKey, ['a', '.b', 'a..b'], ['', '.', '..', '..a', 'a/b']],
  ] as const)('of a %s', (_what, rule, good, bad) => {
    for (const text of good) expect(rule(text), text).toEqual([])
    for (const text of bad) expect(rule(text), text).not.toEqual([])
  })

  it('with dots where a label is wanted are told so', () => {
    expect(dnsLabel('a.b')).toEqual(['must not contain dots'])
  })
})

it('addresses', () => {
  const good = ['10.0.0.1', '::', '::1', '2001:db8::ffff', '1:2:3:4:5:6:7:8', '::ffff:10.0.0.1']
  const bad = ['', '10.0.0', '10.0.0.256', '1:2', ':::', '1::2::3', 'g::', '12345::']
  for (const text of good) expect(isIp(text), text).toBe(true)
  for (const text of bad) expect(isIp(text), text).toBe(false)
})

describe('amounts and percents', () => {
  it('round surge up and unavailable down, exactly', () => {
    expect(scaledValue('25%', 10, 'up')).toBe(3)
    expect(scaledValue('25%', 10, 'down')).toBe(2)
    expect(scaledValue('29%', 100, 'down')).toBe(29)
    expect(scaledValue(4, 10, 'up')).toBe(4)
    expect(scaledValue('x', 10, 'up')).toBeUndefined()
    expect(plainValue('30%')).toBe(30)
  })

  it('stay within the whole', () => {
    expect(atMost100Percent('100%', 'f')).toEqual([])
    expect(atMost100Percent('101%', 'f')).toHaveLength(1)
  })
})
