import { describe, expect, test } from 'vitest'
import { bytesOf, octetsOf } from './byte-string.ts'
import {
  knownProtocols,
  messagesOf,
  protocolOf,
  readMessage,
  statusMessage,
  STDOUT,
} from './channels.ts'

const said = (channel: number, bytes: string) =>
  readMessage(octetsOf(String.fromCharCode(channel) + bytes))

describe('channels of a session', () => {
  test('carry input, its end, and the size of a terminal', () => {
    expect(said(0, 'ls\n\xff')).toEqual({ what: 'input', bytes: 'ls\n\xff' })
    expect(said(255, '\0')).toEqual({ what: 'end' })
    expect(said(4, '{"Width":80,"Height":24}')).toEqual({ what: 'resize', width: 80, height: 24 })
  })

  test.each([
    [0, ''],
    [1, 'not ours to read'],
    [4, 'no JSON'],
    [4, 'null'],
    [4, '{"Width":-1,"Height":24}'],
    [4, '{"Width":80.5,"Height":24}'],
    [4, '{"Width":99999,"Height":24}'],
    [255, '\x01'],
    [255, ''],
    [9, 'x'],
  ])('say nothing by %i %j', (channel, bytes) => {
    expect(said(channel, bytes)).toEqual({ what: 'nothing' })
  })

  test('say nothing by an empty message', () => {
    expect(readMessage(new Uint8Array())).toEqual({ what: 'nothing' })
  })

  test('cut long output into messages of 32 KiB, none for none', () => {
    const messages = messagesOf(STDOUT, new Uint8Array(70_000).fill(7))
    expect(messages.map(({ length }) => length)).toEqual([32_769, 32_769, 4_465])
    expect(messages.every(([channel]) => channel === STDOUT)).toBe(true)
    expect(messagesOf(STDOUT, new Uint8Array())).toEqual([])
  })

  test.each([
    [{ code: 0 }, { metadata: {}, status: 'Success' }],
    [
      { code: 3 },
      {
        metadata: {},
        status: 'Failure',
        message: 'command terminated with non-zero exit code: exit status 3',
        reason: 'NonZeroExitCode',
        details: { causes: [{ reason: 'ExitCode', message: '3' }] },
        code: 500,
      },
    ],
    [
      { message: 'container not found ("c")' },
      {
        metadata: {},
        status: 'Failure',
        message: 'Internal error occurred: container not found ("c")',
        reason: 'InternalError',
        code: 500,
      },
    ],
  ])('end with a Status: %j', (ending, status) => {
    const message = statusMessage(ending)
    expect(message[0]).toBe(3)
    expect(JSON.parse(bytesOf(message.subarray(1)))).toEqual(status)
  })

  test('agree on the best protocol of both sides; tokens beside it are not passed on', () => {
    expect(protocolOf('v4.channel.k8s.io, v5.channel.k8s.io', false)).toBe('v5.channel.k8s.io')
    expect(protocolOf('channel.k8s.io', false)).toBeUndefined()
    expect(protocolOf('v5.channel.k8s.io', true)).toBeUndefined()
    expect(knownProtocols('base64url.bearer.authorization.k8s.io.abc, v4.channel.k8s.io')).toBe(
      'v4.channel.k8s.io',
    )
  })
})
