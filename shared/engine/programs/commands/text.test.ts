import { describe, expect, it } from 'vitest'
import { run } from '../test-support/run.ts'

describe('text', () => {
  const cases: [line: string, stdin: string | string[], out: string, code?: number][] = [
    ['tail -n 2', ['1\n2', '\n3', '', '\n'], '2\n3\n'],
    ['tail -n +2', '1\n2\n3\n', '2\n3\n'],
    ['tail -c 3', 'abcdef', 'def'],
    ['cut -d: -f1,3', 'a:b:c\nx\n', 'a:c\nx\n'],
    ['cut -c2-3', 'abcd\n', 'bc\n'],
    ['cut -d = -f 2-', 'a=b=c\n', 'b=c\n'],
    ['tr a-z A-Z', ['ab', 'c'], 'ABC'],
    ['tr -d \\n', 'a\nb\n', 'ab'],
    ['tr -s a', ['aa', 'ab'], 'ab'],
    ['tr -dc [:alnum:]', 'a-b_1\n', 'ab1'],
    ['sort -n', '10\n9\n2\n', '2\n9\n10\n'],
    ['sort -rn -k2', 'a 1\nb 3\nc 2\n', 'b 3\nc 2\na 1\n'],
    ['sort -u', 'b\na\nb\n', 'a\nb\n'],
    ['sort -t, -k2,2 -k1,1', 'b,x\na,x\nc,a\n', 'c,a\na,x\nb,x\n'],
    ['uniq -c', 'a\na\nb\n', '      2 a\n      1 b\n'],
    ['rev', 'abc\n', 'cba\n'],
    ['nl', 'a\n\nb\n', '     1\ta\n       \n     2\tb\n'],
    ["printf '%s-%03d|%-4s|%x\\n' a 7 b 255", '', 'a-007|b   |ff\n'],
    ["printf '%s\\n' 1 2 3", '', '1\n2\n3\n'],
    ["printf '%.2f%%\\n' 12.345", '', '12.35%\n'],
    ['printf hello', '', 'hello'],
    ["sed 's/a/b/'", ['aa\nc', 'a\n'], 'ba\ncb\n'],
    ["sed 's/a/b/g'", 'aaa', 'bbb'],
    ["sed -n '2p'", '1\n2\n3\n', '2\n'],
    ["sed '2d'", '1\n2\n3\n', '1\n3\n'],
    ["sed '$d'", '1\n2\n3\n', '1\n2\n'],
    ["sed -n '/b/,/d/p'", 'a\nb\nc\nd\ne\n', 'b\nc\nd\n'],
    ["sed -E 's/([a-z]+)=([0-9]+)/\\2=\\1/'", 'ab=12\n', '12=ab\n'],
    ["sed 's|/usr|/opt|;s/x/[&]/'", '/usr/x\n', '/opt/[x]\n'],
    ["sed -e '1i head' -e '$a tail'", 'x\n', 'head\nx\ntail\n'],
    ["sed ':a;N;$!ba;s/\\n/,/g'", 'a\nb\nc\n', 'a,b,c\n'],
    ["sed 's/[/]/-/g'", 'a/b\n', 'a-b\n'],
    ["sed '/^#/d;/^$/d'", '# c\n\nx\n', 'x\n'],
    ['sed 5q', '1\n2\n', '1\n2\n'],
    ['expr 1 + 2 \\* 3', '', '', 2],
    ['expr 7 * 6', '', '42\n'],
    ['expr abc : ab', '', '2\n'],
    ['expr 1 - 1', '', '0\n', 1],
    ['xargs echo', ['a b\n', 'c'], 'a b c\n'],
    ['xargs -n 1 echo x', 'a b\n', 'x a\nx b\n'],
    ['xargs -I {} echo <{}>', 'a b\nc\n', '<a b>\n<c>\n'],
    ['xargs false', '', '', 123],
    ['env A=1 B=2 envsubst', '$A-${B}-$C-$1\n', '1-2--$1\n'],
    ["env A=1 B=2 envsubst '$A ${C}'", '$A-${B}-$C\n', '1-${B}-\n'],
    ['tac', 'a\nb\n', 'b\na\n'],
    ["grep -n 'x\\|y'", 'a\nx\ny\n', '2:x\n3:y\n'],
    ['grep -v ^#', '#a\nb\n', 'b\n'],
    ['grep -A1 -B1 c', 'a\nb\nc\nd\ne\n', 'b\nc\nd\n'],
    ['grep -w cat', 'concat\na cat\n', 'a cat\n'],
    ['grep -iq HELLO', 'hello\n', ''],
    ["grep -Eo '[0-9]{1,3}(\\.[0-9]{1,3}){3}'", 'ip 10.1.2.3 x\n', '10.1.2.3\n'],
    ["grep -P '\\d+'", 'a1\nb\n', 'a1\n'],
  ]
  it.each(cases)('%s', (line, stdin, out, code = 0) => {
    const ran = run(line, { stdin })
    if (code !== 2) expect(ran.err).toBe('')
    expect({ out: ran.out, code: ran.code }).toEqual({ out, code })
  })

  it('a pattern made to run for ever comes to an end', () => {
    expect(run('grep -E ^(a+)+$', { stdin: `${'a'.repeat(60)}b\n` }).code).toBe(1)
  })

  it('grep reads files, titles them and finds below directories', () => {
    const files = { '/d/a': 'x\n', '/d/e/b': 'y\nx\n' }
    expect(run('grep x /d/a /d/e/b', { files }).out).toBe('/d/a:x\n/d/e/b:x\n')
    expect(run('grep -rl x /d', { files }).out).toBe('/d/a\n/d/e/b\n')
    expect(run('grep x /none', { files })).toMatchObject({
      code: 2,
      err: 'grep: /none: No such file or directory\n',
    })
  })

  it('sed -i changes files in their place', () => {
    const { machine, code } = run('sed -i.bak s/a/b/ /f', { files: { '/f': 'a\n' } })
    expect(code).toBe(0)
    expect([machine.files.read('/f'), machine.files.read('/f.bak')]).toEqual(['b\n', 'a\n'])
  })

  it('tee writes both ways', () => {
    const { out, machine } = run('tee /x', { stdin: ['a', 'b'] })
    expect([out, machine.files.read('/x')]).toEqual(['ab', 'ab'])
  })

  it('tail -f sees what is added and costs nothing on /dev/null', () => {
    const { machine, out } = run('tail -f /log', { files: { '/log': 'a\n' }, forMs: 1500 })
    expect(out).toBe('a\n')
    machine.files.write('/log', 'b\n', { append: true })
    for (let round = 0; round < 3; round += 1) {
      machine.now += 1000
      machine.round()
    }
    expect(machine.out).toBe('a\nb\n')
    expect(run('tail -f /dev/null')).toMatchObject({ turns: 1, code: undefined })
    expect(run('tail -f /none')).toMatchObject({
      code: 1,
      err: "tail: can't open '/none': No such file or directory\n",
    })
  })
})
