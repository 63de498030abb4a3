import { describe, expect, test } from 'vitest'
import { joined } from '../../bytes.ts'
import { bytesOf, octetsOf } from '../byte-string.ts'
import { data, takeFrames } from './frames.ts'
import { control, SpdyClient } from './test-support/client.ts'
import { farewell, hear, newTunnel, tell, type Heard, type Tunnel } from './tunnel.ts'

const UID = '01234567-89ab-4cde-8f01-23456789abcd'

async function connected(client: SpdyClient, tunnel: Tunnel, id: string, port = '80') {
  const error = await client.syn({ streamtype: 'error', port, requestid: id })
  const main = await client.syn({ streamtype: 'data', port, requestid: id })
  const first = hear(tunnel, error.bytes)
  const second = hear(tunnel, main.bytes)
  return { error: error.stream, data: main.stream, first, second }
}

const text = (heard: Heard) => heard.forward.map(({ bytes }) => bytes).join('')

describe('a tunnel of forwarded ports', () => {
  test('connects when both streams are there, and replies to each', async () => {
    const client = new SpdyClient()
    const tunnel = newTunnel()
    for (const id of ['0', '1', '2']) {
      const { error, data: main, first, second } = await connected(client, tunnel, id)
      expect(first.forward).toEqual([])
      expect(second.forward).toEqual([{ connection: id, port: 80, bytes: '', ends: false }])
      expect(await client.reply(first.send[0]!)).toEqual({ stream: error, headers: 0 })
      expect(await client.reply(second.send[0]!)).toEqual({ stream: main, headers: 0 })
    }
  })

  test('goes on after it was put away as JSON between any two bytes', async () => {
    const client = new SpdyClient()
    let tunnel = newTunnel()
    const all: Uint8Array[] = []
    for (const id of ['a', 'b']) {
      all.push((await client.syn({ streamtype: 'error', port: '8080', requestid: id })).bytes)
      const main = await client.syn({ streamtype: 'data', port: '8080', requestid: id })
      all.push(main.bytes, data(main.stream, octetsOf(`from ${id}\xff`), true))
    }
    const forwarded: unknown[] = []
    for (const octet of joined(all)) {
      const heard = hear(tunnel, Uint8Array.of(octet))
      expect(heard.problem).toBeUndefined()
      forwarded.push(...heard.forward)
      tunnel = JSON.parse(JSON.stringify(tunnel)) as Tunnel
    }
    expect(forwarded).toEqual([
      { connection: 'a', port: 8080, bytes: '', ends: false },
      { connection: 'a', port: 8080, bytes: 'from a\xff', ends: true },
      { connection: 'b', port: 8080, bytes: '', ends: false },
      { connection: 'b', port: 8080, bytes: 'from b\xff', ends: true },
    ])
  })

  test('passes bytes both ways and sends no byte twice', async () => {
    const tunnel = newTunnel()
    const { data: stream } = await connected(new SpdyClient(), tunnel, '0')
    expect(text(hear(tunnel, data(stream, octetsOf('GET /'), false)))).toBe('GET /')
    const note = { container: '', outBase: 0, out: 'HTTP/1.1 200', errBase: 0, err: '', tty: false }
    const { send } = tell(tunnel, '0', note, UID)
    expect(send).toEqual([data(stream, octetsOf('HTTP/1.1 200'), false)])
    expect(tell(tunnel, '0', note, UID).send).toEqual([])
    const more = { ...note, outBase: 5, out: '1.1 200 OK' }
    expect(tell(tunnel, '0', more, UID).send).toEqual([data(stream, octetsOf(' OK'), false)])
  })

  test('ends a connection: in peace, or with a word on the stream for errors', async () => {
    const client = new SpdyClient()
    const tunnel = newTunnel()
    const good = await connected(client, tunnel, '0')
    const bad = await connected(client, tunnel, '1', '81')
    const note = { container: '', outBase: 0, out: '', errBase: 0, err: '', tty: false }
    const peace = tell(tunnel, '0', { ...note, ended: { code: 0 } }, UID)
    expect(peace).toEqual({
      isOver: true,
      send: [data(good.error, octetsOf(''), true), data(good.data, octetsOf(''), true)],
    })
    const ended = { reason: 'refused', message: 'connection refused' }
    const [word] = tell(tunnel, '1', { ...note, ended }, UID).send
    const read = takeFrames(word!) as Exclude<ReturnType<typeof takeFrames>, string>
    const [frame] = read.frames
    expect(frame).toMatchObject({ type: 'data', stream: bad.error, ends: true })
    const sandbox = '0123456789ab4cde8f0123456789abcd0123456789ab4cde8f0123456789abcd'
    expect(frame?.type === 'data' && bytesOf(frame.bytes)).toBe(
      `error forwarding port 81 to pod ${sandbox}, uid : failed to execute portforward in network ` +
        `namespace "/var/run/netns/cni-${UID}": failed to connect to localhost:81 inside ` +
        `namespace "${sandbox}", IPv4: dial tcp4 127.0.0.1:81: connect: connection refused ` +
        'IPv6 dial tcp6: address localhost: no suitable address found ',
    )
    expect(tunnel.connections).toEqual({})
  })

  test('echoes pings, hears a client give up, refuses what it does not know', async () => {
    const client = new SpdyClient()
    const tunnel = newTunnel()
    const ping = control(6, Uint8Array.of(0, 0, 0, 1))
    expect(hear(tunnel, ping).send).toEqual([ping])
    const { data: stream } = await connected(client, tunnel, '7')
    const reset = control(3, Uint8Array.of(0, 0, 0, stream, 0, 0, 0, 5))
    expect(hear(tunnel, reset).closed).toEqual(['7'])
    const odd = await client.syn({ streamtype: 'other', port: '80', requestid: '8' })
    expect(hear(tunnel, odd.bytes).send).toEqual([
      control(3, Uint8Array.of(0, 0, 0, odd.stream, 0, 0, 0, 3)),
    ])
    const noPort = await client.syn({ streamtype: 'data', port: '99999', requestid: '9' })
    expect(hear(tunnel, noPort.bytes).send).toHaveLength(1)
    expect(farewell(tunnel)).toEqual(control(7, Uint8Array.of(0, 0, 0, noPort.stream, 0, 0, 0, 0)))
  })

  test.each([
    ['too long a frame', Uint8Array.of(0, 0, 0, 1, 0, 255, 255, 255)],
    ['another protocol', octetsOf('GET / HTTP/1.1\r\n\r\n')],
    ['another version', Uint8Array.of(0x80, 2, 0, 1, 0, 0, 0, 0)],
    ['headers that are none', control(1, new Uint8Array(40).fill(7))],
    ['a frame without a stream', control(1, new Uint8Array(3))],
  ])('ends on %s', (_, bytes) => {
    expect(hear(newTunnel(), bytes).problem).toEqual(expect.any(String))
  })
})
