import { describe, expect, it } from 'vitest'
import { run } from '../test-support/run.ts'
import { ok } from '../test-support/scripted-net.ts'

const net = {
  names: {
    'web.default.svc.cluster.local': ['10.96.0.7'],
    'db.default.svc.cluster.local': ['10.244.1.9', '10.244.2.9'],
    'redis.default.svc.cluster.local': ['10.96.0.8'],
    'github.com': ['140.82.121.3'],
  },
  records: {
    '7.0.96.10.in-addr.arpa': [
      {
        name: '7.0.96.10.in-addr.arpa',
        type: 'PTR' as const,
        ttl: 30,
        data: 'web.default.svc.cluster.local',
      },
    ],
  },
  http: {
    'web:80': ok('hello\n', { 'content-type': 'text/plain' }),
    'web:80/old': ok('', { location: '/new' }, 301),
    'web:80/new': ok('moved\n'),
    'web:80/bad': ok('no\n', {}, 404),
    'web:80/busy': ok('later\n', {}, 503),
    'localhost:5000': ok('SERVING'),
    'github.com:443': ok(''),
  },
  talk: {
    'redis:6379': (bytes: string) =>
      /ping/i.test(bytes)
        ? '+PONG\r\n'
        : /keys/i.test(bytes)
          ? '*2\r\n$1\r\na\r\n$1\r\nb\r\n'
          : ':3\r\n',
    'db:3306': () => '',
    'localhost:5432': () => '',
  },
  silent: ['web:81', '10.0.0.9:80'],
}
const gnu = true
const RESOLV = {
  '/etc/resolv.conf':
    'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
}

describe('curl', () => {
  it('follows, fails, shows heads and writes out', () => {
    expect(run('curl -sL web/old', { net }).out).toBe('moved\n')
    expect(run('curl -s web/old', { net })).toMatchObject({ out: '', code: 0 })
    expect(run('curl -sf web/bad', { net })).toMatchObject({ out: '', code: 22 })
    expect(run('curl -s web/bad', { net })).toMatchObject({ out: 'no\n', code: 0 })
    expect(run('curl -sI web', { net }).out).toBe(
      'HTTP/1.1 200 OK\r\nContent-Length: 6\r\nContent-Type: text/plain\r\n\r\n',
    )
    expect(run("curl -s -o /dev/null -w '%{http_code}\\n' web/bad", { net }).out).toBe('404\n')
    expect(run('curl -s -o /tmp/x web', { net }).machine.files.read('/tmp/x')).toBe('hello\n')
  })

  it('posts what the registration of the lessons posts', () => {
    const { machine } = run(
      "curl -s -X POST http://web/register -d 'instance=web-0&ip=10.244.1.5'",
      { net },
    )
    expect(machine.net.asked).toMatchObject([
      {
        method: 'POST',
        path: '/register',
        body: 'instance=web-0&ip=10.244.1.5',
        headers: { host: 'web', 'content-type': 'application/x-www-form-urlencoded' },
      },
    ])
  })

  it('gives up by its own limits and the kernel’s', () => {
    expect(run('curl -sS --connect-timeout 3 web:81', { net })).toMatchObject({
      code: 28,
      tookMs: 3000,
      err: 'curl: (28) Connection timed out after 3000 milliseconds\n',
    })
    expect(run('curl -s web:81', { net })).toMatchObject({ code: 28, tookMs: 127_000 })
    expect(run('curl -sS web:82', { net })).toMatchObject({
      code: 7,
      err: "curl: (7) Failed to connect to web port 82 after 0 ms: Couldn't connect to server\n",
    })
    expect(run('curl -s --retry 2 web/busy', { net })).toMatchObject({ code: 0, tookMs: 3006 })
    expect(run('curl', { net }).code).toBe(2)
    expect(run('curl -s redis:6379', { net }).code).toBe(52)
  })

  it('tells of every step with -v', () => {
    const { err } = run('curl -sv web', { net })
    expect(err).toContain('> GET / HTTP/1.1\n> Host: web\n')
    expect(err).toContain('< HTTP/1.1 200 OK\n')
  })
})

describe('wget', () => {
  it('saves as BusyBox and as GNU do', () => {
    const busybox = run('wget web', { net })
    expect(busybox.machine.files.read('/index.html')).toBe('hello\n')
    expect(busybox.err).toMatch(
      /^Connecting to web \(10\.96\.0\.7:80\)\nsaving to 'index.html'\nindex.html +100%/,
    )
    expect(run('wget web', { net, gnu }).err).toContain(
      'HTTP request sent, awaiting response... 200 OK\nLength: 6 [text/plain]\n',
    )
  })

  it('fails with the words and codes of each', () => {
    expect(run('wget -q web/bad', { net })).toMatchObject({
      code: 1,
      err: 'wget: server returned error: HTTP/1.1 404 Not Found\n',
    })
    expect(run('wget web/bad', { net, gnu }).code).toBe(8)
    expect(run('wget nowhere', { net })).toMatchObject({
      code: 1,
      err: "wget: bad address 'nowhere'\n",
    })
    expect(run('wget -qO- -T 2 web:81', { net })).toMatchObject({
      code: 1,
      tookMs: 2000,
      err: 'wget: download timed out\n',
    })
    expect(run('wget --spider -q web', { net }).code).toBe(0)
    expect(run('wget -qO- web:82', { net, gnu }).code).toBe(4)
  })
})

describe('DNS', () => {
  it('dig prints short and whole answers, and 0 for a name that is not there', () => {
    expect(run('dig +short db.default.svc.cluster.local', { net })).toMatchObject({
      out: '10.244.1.9\n10.244.2.9\n',
      code: 0,
    })
    expect(run('dig +search +short db', { net }).out).toBe('10.244.1.9\n10.244.2.9\n')
    expect(run('dig db', { net })).toMatchObject({ code: 0 })
    expect(run('dig db', { net }).out).toContain('status: NXDOMAIN')
    expect(run('dig web.default.svc.cluster.local', { net }).out).toContain(
      ';; ANSWER SECTION:\nweb.default.svc.cluster.local. 30\tIN\tA\t10.96.0.7\n',
    )
    expect(run('dig -x 10.96.0.7 +short', { net }).out).toBe('web.default.svc.cluster.local.\n')
    expect(run('dig web', { net: { ...net, dnsDown: true } })).toMatchObject({
      code: 9,
      tookMs: 15_000,
    })
  })

  it('nslookup of BusyBox asks every search domain for a bare name', () => {
    const busybox = { net, files: RESOLV, lacks: ['dig'] }
    const ran = run('nslookup web', busybox)
    expect(ran.out).toContain(
      'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tweb.default.svc.cluster.local\nAddress: 10.96.0.7\n\n',
    )
    expect(ran.out).toContain("** server can't find web.svc.cluster.local: NXDOMAIN\n")
    expect(run('nslookup web.default.svc.cluster.local', busybox).code).toBe(0)
    expect(run('nslookup nope', busybox).code).toBe(1)
    expect(ran.code).toBe(1)
    expect(run('nslookup web', { net, files: RESOLV }).code).toBe(0)
  })

  it('bind’s nslookup and host say what is not there', () => {
    expect(run('nslookup nope', { net, gnu })).toMatchObject({
      code: 1,
      out: "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n** server can't find nope: NXDOMAIN\n\n",
    })
    expect(run('host web', { net }).out).toBe(
      'web.default.svc.cluster.local has address 10.96.0.7\n',
    )
    expect(run('host nope', { net })).toMatchObject({
      code: 1,
      out: 'Host nope not found: 3(NXDOMAIN)\n',
    })
    expect(run('getent hosts web', { net }).out).toBe(
      '10.96.0.7       web.default.svc.cluster.local\n',
    )
    expect(run('getent hosts nope', { net }).code).toBe(2)
  })
})

describe('connections', () => {
  it('nc talks, looks and says why not', () => {
    expect(run('nc -zv web 80', { net, gnu }).err).toContain(
      'Connection to web (10.96.0.7) 80 port [tcp/*] succeeded!\n',
    )
    expect(run('nc -zv web 82', { net })).toMatchObject({
      code: 1,
      err: 'nc: web (10.96.0.7:82): Connection refused\n',
    })
    expect(run('nc redis 6379', { net, stdin: ['PI', '', 'NG\r\n'] }).out).toBe('+PONG\r\n')
    expect(run('nc web 80', { net, stdin: 'GET / HTTP/1.0\r\n\r\n' }).out).toMatch(
      /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nhello\n$/,
    )
  })

  it('ping counts', () => {
    const ran = run('ping -c 3 web', { net })
    expect(ran).toMatchObject({ code: 0, tookMs: 2000 })
    expect(ran.out).toContain('3 packets transmitted, 3 packets received, 0% packet loss\n')
    expect(run('ping -c 1 -W 1 nope', { net })).toMatchObject({
      code: 1,
      err: "ping: bad address 'nope'\n",
    })
  })

  it('clients of databases tell who listens', () => {
    expect(run('redis-cli -h redis ping', { net }).out).toBe('PONG\n')
    expect(run('redis-cli -h redis incr x', { net }).out).toBe('3\n')
    expect(run('redis-cli -h redis keys *', { net, terminal: true }).out).toBe('1) "a"\n2) "b"\n')
    expect(run('redis-cli ping', { net })).toMatchObject({
      code: 1,
      err: 'Could not connect to Redis at 127.0.0.1:6379: Connection refused\n',
    })
    expect(run('mysqladmin ping -h db', { net })).toMatchObject({
      code: 0,
      out: 'mysqld is alive\n',
    })
    expect(run("mysql -h db -psecret -e 'select 1'", { net }).out).toBe('1\n1\n')
    expect(run('mysqladmin ping', { net }).code).toBe(1)
    expect(run('pg_isready -U x', { net })).toMatchObject({
      code: 0,
      out: '/var/run/postgresql:5432 - accepting connections\n',
    })
    expect(run("psql -U x -c 'SELECT 1'", { net }).out).toBe(
      ' ?column? \n----------\n        1\n(1 row)\n\n',
    )
    expect(run('psql -h db -c x', { net }).code).toBe(2)
  })

  it('grpc_health_probe ends with the codes of its page', () => {
    expect(run('grpc_health_probe -addr=:5000', { net })).toMatchObject({
      code: 0,
      out: 'status: SERVING\n',
    })
    expect(run('grpc_health_probe -addr=:5001', { net })).toMatchObject({ code: 2, tookMs: 1000 })
    expect(run('grpc_health_probe', { net }).code).toBe(1)
  })
})

describe('git and packages', () => {
  it('git clones once, and refuses a directory that is full', () => {
    const ran = run('git clone https://github.com/x/site.git /data', { net })
    expect(ran).toMatchObject({ code: 0, err: "Cloning into '/data'...\n" })
    expect(ran.machine.files.list('/data')).toEqual(['.git', 'README.md', 'index.html'])
    expect(
      ran.machine.run(['git', 'clone', 'https://github.com/x/site.git', '/data']),
    ).toMatchObject({
      code: 128,
      err: "fatal: destination path '/data' already exists and is not an empty directory.\n",
    })
    expect(run('git clone https://nowhere/x', { net })).toMatchObject({ code: 128 })
    expect(run('git clone https://nowhere/x', { net }).err).toContain(
      "fatal: unable to access 'https://nowhere/x/': Could not resolve host: nowhere\n",
    )
  })

  it('package managers know what is there and refuse the rest', () => {
    expect(run('apt-get update').code).toBe(0)
    expect(run('apk add --no-cache curl')).toMatchObject({
      code: 0,
      out: 'OK: 8 MiB in 14 packages\n',
    })
    expect(run('apt-get install -y postgresql', { gnu }).code).toBe(100)
  })
})

describe('jq', () => {
  const cases: [filter: string, input: string, out: string, option?: string][] = [
    ['.a.b', '{"a":{"b":1}}', '1\n'],
    ['.items[].name', '{"items":[{"name":"x"},{"name":"y"}]}', 'x\ny\n', '-r'],
    ['.[0]', '[3]', '3\n'],
    ['keys|length', '{"a":1,"b":2}', '2\n'],
    ['.[] | select(.n > 1) | .n', '[{"n":1},{"n":2}]', '2\n'],
    ['{a: .x, b}', '{"x":1,"b":2}', '{"a":1,"b":2}\n', '-c'],
    ['map(. * 2) | add', '[1,2]', '6\n'],
    ['.a // "none"', '{}', 'none\n', '-r'],
    ['.data.password | @base64d', '{"data":{"password":"aGk="}}', 'hi\n', '-r'],
    ['"\\(.a)-\\(.b)"', '{"a":1,"b":"x"}', '1-x\n', '-r'],
    ['.', '{"a":[1]}', '{\n  "a": [\n    1\n  ]\n}\n'],
    ['if .a then "y" else "n" end', '{"a":false}', '"n"\n'],
  ]
  it.each(cases)('%s', (filter, input, out, option = '-M') => {
    expect(
      run(`jq ${option} '${filter}'`, { stdin: [input.slice(0, 4), input.slice(4)] }),
    ).toMatchObject({ out, code: 0 })
  })

  it('tells what is wrong', () => {
    expect(run('jq .a', { stdin: '[1]' })).toMatchObject({ code: 5 })
    expect(run('jq .a[', { stdin: '{}' }).code).toBe(3)
  })
})
