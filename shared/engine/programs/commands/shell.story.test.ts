import { expect, it } from 'vitest'
import { Pods, sh } from '../../runtime/test-support/pods.ts'

const lab = new Pods()
lab.make('tools', {
  containers: [
    sh('box', 'sleep 100000'),
    { name: 'deb', image: 'debian:12', command: ['sleep', 'infinity'] },
    { name: 'net', image: 'nicolaka/netshoot:latest', command: ['sleep', 'infinity'] },
  ],
})
lab.until(() => lab.word('tools') === 'Running')

const cases: [container: string, script: string, out: string, code?: number][] = [
  ['box', 'seq 5 | sed -n 2,4p | tr "\\n" " "', '2 3 4 '],
  ['box', 'printf "b 2\\na 1\\n" | sort | awk \'{print $2}\'', '1\n2\n'],
  [
    'box',
    'mkdir -p /d/e && echo hi > /d/e/f && tar cf - /d 2>/dev/null | tar tf -',
    'd/\nd/e/\nd/e/f\n',
  ],
  ['box', 'echo "a b c" | xargs -n 1 echo x', 'x a\nx b\nx c\n'],
  ['box', 'find /d -type f -exec cat {} \\;', 'hi\n'],
  ['box', 'yes | head -n 2', 'y\ny\n'],
  ['box', 'timeout 1 sleep 10; echo $?', '143\n'],
  ['box', 'dd if=/dev/zero of=/big bs=1M count=5 2>/dev/null; stat -c %s /big', '5242880\n'],
  ['box', 'cat /etc/hostname | tee /tmp/x | cut -c1-3', 'too\n'],
  ['box', 'id -u; whoami; hostname', '0\nroot\ntools\n'],
  ['box', 'test -f /etc/hosts && [ -d /tmp ] && echo yes', 'yes\n'],
  ['box', 'nslookup nothing.here > /dev/null || echo none', 'none\n'],
  ['deb', 'cat /none', 'cat: /none: No such file or directory\n', 1],
  ['deb', 'echo abc | sha256sum | cut -d" " -f1 | head -c 8', 'edeaaff3'],
  ['deb', 'perl -Mbignum=bpi -wle "print bpi(10)"', '3.141592654\n'],
  ['net', 'echo \'{"a":{"b":[1,2]}}\' | jq -c .a.b', '[1,2]\n'],
  ['net', 'dig +short kubernetes.default.svc.cluster.local', '10.96.0.1\n'],
  ['net', 'curl -s -m 2 http://127.0.0.1:99; echo $?', '7\n'],
]

it.each(cases)('in %s, `%s` does as on a real machine', (container, script, out, code = 0) => {
  const ran = lab.exec('tools', container, ['sh', '-c', script])
  expect({ out: ran.out + ran.err, code: ran.code }).toEqual({ out, code })
})

it('busybox 1.28 looks names up along the search path, as the init examples of the docs need', () => {
  const old = new Pods()
  const image = 'busybox:1.28'
  old.make('old', { containers: [{ name: 'box', image, command: ['sleep', '3600'] }] })
  old.until(() => old.word('old') === 'Running')
  const ask = (name: string) => old.exec('old', 'box', ['nslookup', name])
  expect(ask('kubernetes.default')).toMatchObject({ code: 0 })
  expect(ask('kubernetes').out).toContain('Name:      kubernetes\nAddress 1: 10.96.0.1 ')
  expect(ask('nothing')).toMatchObject({ code: 1 })
  expect(ask('nothing').out).toContain("nslookup: can't resolve 'nothing'\n")
})
