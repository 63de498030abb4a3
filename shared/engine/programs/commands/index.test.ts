import { describe, expect, it } from 'vitest'
import { shells } from '../shell/index.ts'
import { commands } from './index.ts'
import { ALPINE, BUSYBOX, DEBIAN, DNS, FEDORA, NETSHOOT, NETWORK } from './toolsets.ts'
import { run } from '../test-support/run.ts'
import { ok } from '../test-support/scripted-net.ts'

const net = {
  names: { 'web.default.svc.cluster.local': ['10.96.0.7'], 'example.com': ['93.184.216.34'] },
  http: { 'web:80': ok('hello\n'), '10.96.0.7:80': ok('hello\n') },
  silent: ['10.0.0.9:80'],
}

describe('toolsets', () => {
  it('name only commands that there are, each once', () => {
    const known = new Set([...commands.keys(), ...shells.map(({ name }) => name)])
    for (const set of [ALPINE, BUSYBOX, DEBIAN, DNS, FEDORA, NETSHOOT, NETWORK]) {
      expect(set.filter((name) => !known.has(name))).toEqual([])
      expect(new Set(set).size).toBe(set.length)
    }
  })

  it('have commands that say what is there of the real ones', () => {
    expect([...commands.values()].filter(({ about }) => about === '')).toEqual([])
  })
})

describe('commands', () => {
  const cases: [line: string, stdin: string | string[], out: string, code?: number][] = [
    ['cat', ['a', 'b\n', '', 'c'], 'ab\nc'],
    ['cat -n', 'a\nb\n', '     1\ta\n     2\tb\n'],
    ['head -n 2', ['1\n', '2', '\n3\n'], '1\n2\n'],
    ['head -1', 'x\ny\n', 'x\n'],
    ['wc -l', 'a\nb\n', '2\n'],
    ['wc', 'a b\n', '        1         2         4\n'],
    ['seq 3', '', '1\n2\n3\n'],
    ['seq -s , 1 2 5', '', '1,3,5\n'],
    ['echo -n hi', '', 'hi'],
    ["echo -e 'a\\tb'", '', 'a\tb\n'],
    ['grep -o [0-9]*', 'a12b3\n', '12\n3\n'],
    ['grep b', ['ab', 'c\nxyz\n'], 'abc\n'],
    ['grep -c x', 'x\ny\nx', '2\n'],
    ['grep -E ^(a|b)+$', 'abab\nabc\n', 'abab\n'],
    ['grep z', 'x\n', '', 1],
    ['test 1 -lt 2', '', ''],
    ['[ -z x ]', '', '', 1],
    ['[ a = a -a ! -f /none ]', '', ''],
    ['true', '', ''],
    ['false', '', '', 1],
    ['date -u +%Y-%m-%d', '', '2026-11-22\n'],
    ['date -d @0 +%c', '', 'Thu Jan  1 00:00:00 1970\n'],
    ['hostname', '', 'web-0\n'],
  ]
  it.each(cases)('%s', (line, stdin, out, code = 0) => {
    const ran = run(line, { stdin })
    expect({ out: ran.out, err: ran.err, code: ran.code }).toEqual({ out, err: '', code })
  })

  it('sleep takes its time and two turns', () => {
    expect(run('sleep 1.5')).toMatchObject({ code: 0, tookMs: 1500, turns: 2 })
    expect(run('sleep 1m 1s')).toMatchObject({ code: 0, tookMs: 61_000 })
    expect(run('sleep infinity').code).toBeUndefined()
    expect(run('sleep x')).toMatchObject({ code: 1, err: "sleep: invalid number 'x'\n" })
  })

  it('curl and wget fetch', () => {
    expect(run('curl -s http://web', { net })).toMatchObject({ out: 'hello\n', code: 0 })
    expect(run('curl -s nowhere', { net })).toMatchObject({ out: '', code: 6 })
    expect(run('curl -sS nowhere', { net }).err).toBe('curl: (6) Could not resolve host: nowhere\n')
    expect(run('curl -m 2 -sS 10.0.0.9', { net })).toMatchObject({ code: 28, tookMs: 2000 })
    expect(run('wget -qO- web', { net })).toMatchObject({ out: 'hello\n', code: 0 })
    expect(run('wget web:81', { net }).err).toContain(
      "can't connect to remote host (10.96.0.7): Connection refused",
    )
  })

  it('nc -z looks', () => {
    expect(run('nc -z web 80', { net }).code).toBe(0)
    expect(run('nc -z -w 3 10.0.0.9 80', { net })).toMatchObject({ code: 1, tookMs: 3000 })
  })

  it('nslookup asks', () => {
    expect(run('nslookup web', { net, gnu: true })).toMatchObject({
      out: 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\nName:\tweb.default.svc.cluster.local\nAddress: 10.96.0.7\n\n',
      code: 0,
    })
    expect(run('nslookup nope', { net, gnu: true })).toMatchObject({ code: 1 })
  })

  it('files come and go', () => {
    const { machine } = run('mkdir -p /a/b/c')
    expect(machine.run(['touch', '/a/b/x']).code).toBe(0)
    expect(machine.run(['cp', '-r', '/a/b', '/z']).code).toBe(0)
    expect(machine.run(['ls', '/z']).out).toBe('c\nx\n')
    expect(machine.run(['mv', '/z/x', '/z/y']).code).toBe(0)
    expect(machine.run(['ls', '-R', '/z']).out).toBe('/z:\nc\ny\n\n/z/c:\n')
    expect(machine.run(['rm', '-rf', '/z', '/none']).code).toBe(0)
    expect(machine.run(['ls', '/z'])).toMatchObject({
      code: 1,
      err: 'ls: /z: No such file or directory\n',
    })
  })
})
