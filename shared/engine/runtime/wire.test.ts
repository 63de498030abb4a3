import { expect, it } from 'vitest'
import { defineCommand } from '../programs/command.ts'
import { Bench } from './test-support/bench.ts'
import { readRequest, writeResponse } from './wire.ts'

const POST = 'POST /a?b=1 HTTP/1.1\r\nHost: web:8080\r\nContent-Length: 3\r\n\r\nabc'

it('reads a request only when it is whole, and leaves what follows', () => {
  for (let length = 0; length < POST.length; length += 1) {
    expect(readRequest(POST.slice(0, length), 'localhost', 80)).toBeUndefined()
  }
  expect(readRequest(`${POST}GET`, 'localhost', 80)).toEqual({
    request: {
      method: 'POST',
      scheme: 'http',
      host: 'web',
      port: 80,
      path: '/a?b=1',
      headers: { host: 'web:8080', 'content-length': '3' },
      body: 'abc',
    },
    rest: 'GET',
  })
})

it('reads chunks', () => {
  const bytes =
    'PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n'
  expect(readRequest(bytes, 'h', 80)?.request.body).toBe('abcde')
  expect(readRequest(bytes.slice(0, -3), 'h', 80)).toBeUndefined()
})

it('writes a response with its length', () => {
  const response = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'no\n' }
  expect(writeResponse(response)).toBe(
    'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nno\n',
  )
})

it('answers what comes over a forwarded connection, in pieces; refuses where nobody listens', () => {
  const web = defineCommand({
    name: 'web',
    about: 'A server of tests',
    server: {
      ports: () => [80],
      answer: ({ path }) => ({ response: { status: 200, headers: {}, body: path } }),
      onTerm: 'ignored',
    },
  })
  const bench = new Bench({ own: [web], spec: { command: ['web'] } })
  bench.start()
  const forward = { type: 'forward', session: 'f', port: 80 } as const
  bench.send({ ...forward, bytes: 'GET /one HTTP/1.1\r\n' })
  expect(bench.session('f').out).toBe('')
  bench.send({ ...forward, bytes: '\r\nGET /two HTTP/1.1\r\n\r\n' })
  const { out } = bench.session('f')
  expect(out.match(/200 OK/g)).toHaveLength(2)
  expect(out.endsWith('/two')).toBe(true)

  bench.send({ type: 'forward', session: 'g', port: 81, bytes: 'x' })
  expect(bench.session('g').ended).toMatchObject({
    message: expect.stringContaining('connection refused') as string,
  })
})
