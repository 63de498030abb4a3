import { describe, expect, test } from 'vitest'
import { catalogue } from '../../images/catalogue.ts'
import { commands } from '../commands/index.ts'
import { servers } from './index.ts'
import { ask, get, run, STARTED, type Start } from './test-support/served.ts'

const images = [...new Set(catalogue.values())].map(({ name, tags }) => `${name}:${tags[0]}`)
const PASSWORDS = { POSTGRES_PASSWORD: 'x', MYSQL_ROOT_PASSWORD: 'x', ECHO_TEXT: 'x' }

/** Images whose first program is a server of ours. */
const serving = images.flatMap((image) => {
  const one = (() => {
    try {
      return run(image, { env: PASSWORDS })
    } catch {
      return undefined
    }
  })()
  return one?.server && one.server.serves?.(one.served.argv) !== false ? [{ image, ...one }] : []
})

describe('every server of the catalogue', () => {
  test('there are many', () => expect(serving.length).toBeGreaterThan(70))

  test.each(serving)('$image listens, speaks, ends and uses something', ({ server, served }) => {
    for (const port of server.ports(served)) expect(port).toBeGreaterThan(0)
    expect(server.bootMs?.(served) ?? 0).toBeGreaterThanOrEqual(0)
    let last = 0
    for (const { afterMs, line } of server.banner?.(served) ?? []) {
      expect(afterMs).toBeGreaterThanOrEqual(last)
      last = afterMs
      expect(line).not.toMatch(/undefined|NaN|\[object/)
    }
    const onTerm = server.onTermOf?.(served) ?? server.onTerm
    if (onTerm !== 'ignored') expect(onTerm.ms).toBeGreaterThanOrEqual(0)
    const { milliCpu, memoryBytes } = server.usage?.(served) ?? { milliCpu: 0, memoryBytes: 1e6 }
    expect(milliCpu).toBeLessThan(200)
    expect(memoryBytes).toBeGreaterThan(100_000)
    expect(memoryBytes).toBeLessThan(2 ** 31)
  })

  test.each(serving)(
    '$image answers whole responses, the same when asked again',
    ({ server, served }) => {
      for (const port of server.answer ? server.ports(served) : []) {
        for (const path of ['/', '/healthz', '/no/such?x=1']) {
          const request = get(path, { port })
          const { response } = server.answer!(request, port, served)
          expect(response.status).toBeGreaterThanOrEqual(100)
          expect(response.body).not.toMatch(/undefined|\[object/)
          expect(server.answer!(request, port, served).response).toEqual(response)
        }
      }
    },
  )

  test('the tables of tools and servers share no name', () => {
    expect([...servers.keys()].filter((name) => commands.has(name))).toEqual([])
  })
})

describe('databases', () => {
  test('postgres wants a password, and listens after some seconds', () => {
    const bare = run('postgres:16')
    const refusal = bare.server.refuses?.(bare.served)
    expect(refusal?.code).toBe(1)
    expect(refusal?.line).toMatch(
      /^Error: Database is uninitialized and superuser password is not specified\./,
    )
    const { server, served } = run('postgres:16', { env: { POSTGRES_PASSWORD: 'x' } })
    expect(server.refuses?.(served)).toBeUndefined()
    expect(server.bootMs?.(served)).toBe(3_000)
    expect(server.ports(served)).toEqual([5432])
  })

  test.each(['mysql:8.0', 'mariadb:11'])('%s wants a password', (image) => {
    const bare = run(image)
    expect(bare.server.refuses?.(bare.served)?.line).toContain(
      '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
    )
    const known = run(image, { env: { MYSQL_ROOT_PASSWORD: 'x' } })
    expect(known.server.refuses?.(known.served)).toBeUndefined()
  })

  const redis = (bytes: string, start: Start = {}) => {
    const { server, served } = run('redis:7.2', start)
    return server.talk!(bytes, 6379, served)
  }

  test('redis keeps what it is told, by lines and by RESP', () => {
    const { bytes, state } = redis('PING\r\nSET a 1\r\nINCR a\r\nGET a\r\nGET b\r\nKEYS *\r\n')
    expect(bytes).toBe('+PONG\r\n+OK\r\n:2\r\n$1\r\n2\r\n$-1\r\n*1\r\n$1\r\na\r\n')
    const next = redis('*2\r\n$3\r\nGET\r\n$1\r\na\r\n', { state: state! })
    expect(next).toEqual({ bytes: '$1\r\n2\r\n' })
    expect(redis('RPUSH q x y\r\nLRANGE q 0 -1\r\nLPOP q\r\n').bytes).toBe(
      ':2\r\n*2\r\n$1\r\nx\r\n$1\r\ny\r\n$1\r\nx\r\n',
    )
  })

  test('redis refuses as the real one does', () => {
    expect(redis('NOPE\r\n').bytes).toBe(
      "-ERR unknown command 'NOPE', with args beginning with: \r\n",
    )
    expect(redis('SET a x\r\nINCR a\r\n').bytes).toContain(
      '-ERR value is not an integer or out of range',
    )
    const args = ['--requirepass', 'secret']
    expect(redis('GET a\r\n', { args }).bytes).toBe('-NOAUTH Authentication required.\r\n')
    expect(redis('AUTH secret\r\nGET a\r\n', { args }).bytes).toBe('+OK\r\n$-1\r\n')
  })

  test('redis reads the configuration of a ConfigMap', () => {
    const start = {
      args: ['redis-server', '/redis-master/redis.conf'],
      files: { '/redis-master/redis.conf': 'maxmemory 2mb\nmaxmemory-policy allkeys-lru\n' },
    }
    expect(redis('CONFIG GET maxmemory\r\n', start).bytes).toBe(
      '*2\r\n$9\r\nmaxmemory\r\n$7\r\n2097152\r\n',
    )
    const { server, served } = run('redis:7.2', { args: ['redis-server', '/no.conf'] })
    expect(server.refuses?.(served)?.line).toContain(
      "Fatal error, can't open config file '/no.conf': No such file or directory",
    )
  })

  test('memcached keeps values', () => {
    const { server, served } = run('memcached:1.6')
    const { bytes, state } = server.talk!('set a 0 0 1\r\nx\r\nget a\r\n', 11_211, served)
    expect(bytes).toBe('STORED\r\nVALUE a 0 1\r\nx\r\nEND\r\n')
    expect(server.talk!('delete a\r\n', 11_211, { ...served, state: state! }).bytes).toBe(
      'DELETED\r\n',
    )
  })
})

describe('samples of tutorials', () => {
  test.each<[string, string, Start, number, string | RegExp]>([
    [
      'gcr.io/google-samples/hello-app:1.0',
      '/',
      {},
      200,
      'Hello, world!\nVersion: 1.0.0\nHostname: web-1\n',
    ],
    [
      'us-docker.pkg.dev/google-samples/containers/gke/hello-app:2.0',
      '/',
      {},
      200,
      /Version: 2\.0\.0/,
    ],
    ['registry.k8s.io/hpa-example', '/', {}, 200, 'OK!'],
    ['httpd:2.4', '/', {}, 200, '<html><body><h1>It works!</h1></body></html>\n'],
    ['httpd:2.4', '/none', {}, 404, /The requested URL was not found on this server/],
    ['hashicorp/http-echo:1.0', '/', { args: ['-text=hi there'] }, 200, 'hi there\n'],
    ['traefik/whoami', '/', {}, 200, /^Hostname: web-1\nIP: 127\.0\.0\.1\nIP: 10\.244\.1\.5\n/],
    [
      'registry.k8s.io/echoserver:1.10',
      '/x',
      {},
      200,
      /Hostname: web-1[^]*method=GET\n\treal path=\/x/,
    ],
    ['jmalloc/echo-server', '/', {}, 200, /^Request served by web-1\n/],
    ['kennethreitz/httpbin', '/status/418', {}, 418, ''],
    ['kennethreitz/httpbin', '/headers', {}, 200, /"User-Agent": "curl\/8\.5\.0"/],
    [
      'nginxdemos/hello:plain-text',
      '/',
      {},
      200,
      /^Server address: 10\.244\.1\.5:80\nServer name: web-1\n/,
    ],
    ['registry.k8s.io/liveness', '/healthz', { afterMs: 5_000 }, 200, 'ok'],
    ['registry.k8s.io/liveness', '/healthz', { afterMs: 11_000 }, 500, 'error: 11'],
    ['registry.k8s.io/serve_hostname', '/', {}, 200, 'web-1'],
    ['wordpress', '/', {}, 500, /Error establishing a database connection/],
    ['stefanprodan/podinfo:6.7.1', '/version', {}, 200, /"version": "6\.7\.1"/],
    ['stefanprodan/podinfo:6.7.1', '/status/404', {}, 404, /404/],
  ])('%s %s', (image, path, start, status, body) => {
    const { response } = ask(image, path, start)
    expect(response.status).toBe(status)
    if (typeof body === 'string') expect(response.body).toBe(body)
    else expect(response.body).toMatch(body)
  })

  test('http-echo without a text ends with the real words', () => {
    const { server, served } = run('hashicorp/http-echo:1.0')
    expect(server.refuses?.(served)).toEqual({ line: 'Missing -text option!', code: 127 })
  })

  test('podinfo is not ready when it is told so, until it is told otherwise', () => {
    const image = 'stefanprodan/podinfo:6.7.1'
    const { state } = ask(image, get('/readyz/disable', { method: 'POST' }))
    expect(ask(image, '/readyz', { state: state! }).response.status).toBe(503)
    expect(ask(image, '/healthz', { state: state! }).response.status).toBe(200)
    const on = ask(image, get('/readyz/enable', { method: 'POST' }), { state: state! })
    expect(ask(image, '/readyz', { state: on.state! }).response.status).toBe(200)
  })

  test('httpbin takes its time', () => {
    expect(ask('kennethreitz/httpbin', '/delay/3').tookMs).toBe(3_000)
    expect(ask('kennethreitz/httpbin', '/delay/99').tookMs).toBe(10_000)
  })

  test('vish/stress takes memory as the tasks of the docs want it', () => {
    const line = '-mem-total 100Mi -mem-alloc-size 5Mi -mem-alloc-sleep 500ms -cpus 2'
    const { command, served } = run('vish/stress', { args: line.split(' ') })
    expect(command.usage?.(served.argv, 0)).toEqual({
      milliCpu: 2000,
      memoryBytes: 2_000_000 + 5 * 1024 ** 2,
    })
    expect(served.startedAt).toBe(STARTED)
  })
})
