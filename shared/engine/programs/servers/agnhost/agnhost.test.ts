import { describe, expect, test } from 'vitest'
import { GRPC_HEALTH } from '../../server.ts'
import { ask, get, run, STARTED, type Start } from '../test-support/served.ts'
import { subs } from './index.ts'

const AGNHOST = 'registry.k8s.io/e2e-test-images/agnhost:2.53'
const from = (line: string, more: Start = {}): Start => ({ args: line.split(' '), ...more })

describe('agnhost netexec', () => {
  test('listens where it is told, over TCP and UDP', () => {
    const { server, served } = run(AGNHOST, from('netexec --http-port=8083 --udp-port 8084'))
    expect(server.ports(served)).toEqual([8083])
    expect(server.udpPorts?.(served)).toEqual([8084])
    expect(server.talk?.('echo hi\n', 8084, served).bytes).toBe('hi')
    expect(server.talk?.('hostname', 8084, served).bytes).toBe('web-1')
  })

  test.each([
    ['/hostname', 200, 'web-1'],
    ['/hostName', 200, 'web-1'],
    ['/echo?msg=hi%20there', 200, 'hi there'],
    ['/echo?msg=no&code=503', 503, 'no'],
    ['/clientip', 200, '10.244.1.9:40000'],
    ['/healthz', 200, ''],
    ['/header?key=User-Agent', 200, 'curl/8.5.0'],
    ['/anything', 200, 'NOW: 2026-11-22 09:31:00.000000000 +0000 UTC'],
  ])('%s answers %i %j', (path, status, body) => {
    const { response } = ask(AGNHOST, path, from('netexec'))
    expect([response.status, response.body]).toEqual([status, body])
  })

  test('redirects, and ends with the code that it is given', () => {
    const moved = ask(
      AGNHOST,
      '/redirect?location=/echo%3Fmsg=x&code=307',
      from('netexec'),
    ).response
    expect([moved.status, moved.headers.location]).toEqual([307, '/echo?msg=x'])
    expect(ask(AGNHOST, '/exit?code=3', from('netexec')).exit).toBe(3)
    expect(ask(AGNHOST, '/shutdown', from('netexec')).exit).toBe(0)
  })

  test('dials others and tells what came of it', () => {
    const net = {
      resolve: () => ({ status: 'NOERROR' as const, name: '', records: [], server: '' }),
      dial: () => ({ address: '' }),
      talk: () => ({ bytes: 'db-0', address: '10.0.0.2' }),
      http: () => ({ failure: 'refused' as const, address: '10.0.0.2', tookMs: 1 }),
    }
    const dial = (query: string) =>
      ask(AGNHOST, `/dial?${query}`, from('netexec', { net })).response.body
    expect(dial('host=db&port=80&request=hostname')).toBe(
      '{"errors":["Get \\"http://db:80/hostname\\": dial tcp 10.0.0.2:80: connect: connection refused"]}',
    )
    expect(dial('host=db&port=81&request=hostname&protocol=udp&tries=2')).toBe(
      '{"responses":["db-0","db-0"]}',
    )
    expect(dial('host=db&port=80')).toBe('request parameter not specified. <nil>\n')
  })

  test('ends with 2 on SIGTERM, or well after its delay', () => {
    const plain = run(AGNHOST, from('netexec'))
    expect(plain.server.onTermOf?.(plain.served)).toEqual({ ms: 5, code: 2 })
    const late = run(AGNHOST, from('netexec --delay-shutdown=10'))
    expect(late.server.onTermOf?.(late.served)).toEqual({ ms: 10_000, code: 0 })
  })
})

describe('agnhost servers that change with time or state', () => {
  test('liveness is well for ten seconds', () => {
    const at = (afterMs: number) => ask(AGNHOST, '/healthz', from('liveness', { afterMs }))
    expect(at(0)).toMatchObject({ response: { status: 200, body: 'ok' }, until: STARTED + 10_001 })
    expect(at(10_000).response.status).toBe(200)
    expect(at(10_001).response).toMatchObject({ status: 500, body: 'error: 10.001' })
  })

  test('grpc-health-checking answers for its service until it is turned', () => {
    const line = 'grpc-health-checking --service=shop --delay-unhealthy-sec=60'
    const check = (body: string, more: Start) =>
      ask(AGNHOST, get(GRPC_HEALTH, { method: 'POST', body, port: 5000 }), from(line, more))
    expect(check('shop', { afterMs: 1_000 })).toMatchObject({
      response: { status: 200, body: 'SERVING' },
      until: STARTED + 60_000,
    })
    expect(check('shop', { afterMs: 60_000 }).response.body).toBe('NOT_SERVING')
    expect(check('other', { afterMs: 1_000 }).response.status).toBe(404)
    const turned = ask(AGNHOST, get('/make-not-serving', { port: 8080 }), from(line))
    expect(check('shop', { afterMs: 1_000, state: turned.state! }).response.body).toBe(
      'NOT_SERVING',
    )
  })

  test('guestbook keeps words; a replica asks its primary', () => {
    const set = ask(AGNHOST, '/set?key=a&value=b', from('guestbook'))
    expect(set.response.body).toBe('{"message":"Updated"}')
    const read = ask(AGNHOST, '/get?key=a', from('guestbook', { state: set.state! }))
    expect(read.response.body).toBe('{"data":"b"}')
  })

  test('resource-consumer uses what it is told, for as long', () => {
    const path = '/ConsumeCPU?millicores=300&durationSec=60'
    const { state } = ask(AGNHOST, get(path, { method: 'POST' }), from('resource-consumer'))
    const usage = (afterMs: number) => {
      const { server, served } = run(AGNHOST, from('resource-consumer', { state: state!, afterMs }))
      return server.usage?.(served).milliCpu
    }
    expect(usage(90_000)).toBe(301)
    expect(usage(180_000)).toBe(1)
  })

  test('nettest passes when it has heard of enough peers', () => {
    const body = '{"Source":"p1","Dest":"d"}'
    const args = from('nettest --peers=1')
    const { state, response } = ask(AGNHOST, get('/write', { method: 'POST', body }), args)
    expect(response.body).toBe('{"Hostname":"web-1"}\n')
    expect(ask(AGNHOST, '/status', args).response.body).toBe('running')
    expect(ask(AGNHOST, '/status', { ...args, state: state! }).response.body).toBe('pass')
  })
})

describe('the other servers of agnhost', () => {
  test('porter serves what its environment says', () => {
    const env = { SERVE_PORT_80: 'web', SERVE_PORT_1080: 'other' }
    const { server, served } = run(AGNHOST, from('porter', { env }))
    expect(server.ports(served)).toEqual([80, 1080])
    expect(server.answer?.(get('/'), 1080, served).response.body).toBe('other')
  })

  test('serve-hostname says its name and lingers when told to end', () => {
    const { server, served } = run(AGNHOST, from('serve-hostname --port 80'))
    expect(server.ports(served)).toEqual([80])
    expect(server.answer?.(get('/'), 80, served).response.body).toBe('web-1')
    expect(server.onTermOf?.(served)).toEqual({ ms: 60_000, code: 0 })
  })

  test('pause is what it does without a word', () => {
    const { server, served } = run(AGNHOST)
    expect(server.ports(served)).toEqual([])
    expect(server.banner?.(served)).toEqual([{ afterMs: 1, line: 'Paused' }])
  })

  test('a wrong command line does not serve', () => {
    const serves = (line: string) => {
      const { server, served } = run(AGNHOST, from(line))
      return server.serves?.(served.argv)
    }
    expect(serves('netexec --http-port=1')).toBe(true)
    expect(serves('netexec --htp-port=1')).toBe(false)
    expect(serves('connect a:1')).toBe(false)
    expect(serves('nonsense')).toBe(false)
  })

  test('stress takes its memory step by step', () => {
    const { command, served } = run(
      AGNHOST,
      from('stress --mem-total 100Mi --mem-alloc-size 10Mi --mem-alloc-sleep 1s --cpus 2'),
    )
    const at = (ms: number) => command.usage?.(served.argv, ms)
    expect(at(0)).toEqual({ milliCpu: 2000, memoryBytes: 2_000_000 + 10 * 1024 ** 2 })
    expect(at(60_000)?.memoryBytes).toBe(2_000_000 + 100 * 1024 ** 2)
    expect(command.usage?.(['/agnhost', 'netexec'], 0)).toBeUndefined()
  })

  test('every subcommand serves or does something', () => {
    for (const sub of subs.values()) expect(sub.server ?? sub.run).toBeDefined()
  })
})
