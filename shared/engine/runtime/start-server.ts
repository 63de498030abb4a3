import { toBytes } from '../programs/bytes.ts'
import type { Server } from '../programs/server.ts'
import type { Box } from './box.ts'
import { endRow } from './end-row.ts'
import { bannerOf, endOf, listenersOn, servedOf } from './servers.ts'
import { put } from './streams.ts'
import type { Row } from './table.ts'

/** The first turn of a server: it binds its ports, or says why it cannot run. */
export function startServer(box: Box, row: Row, server: Server): void {
  const served = servedOf(box, row)
  const refusal = server.refuses?.(served)
  if (refusal) {
    const { line, code, afterMs = 0 } = refusal
    if (afterMs > 0) {
      row.ends = { at: row.startedAt + afterMs, code }
      row.state = { line }
      return
    }
    put(box, row, 2, `${toBytes(line)}\n`)
    return endRow(box, row, code)
  }
  const boxes = box.machine.boxes()
  const isAlone = boxes.every(({ live }) => live.every((one) => one === row))
  const taken = isAlone
    ? undefined
    : server.ports(served).find((port) => listenersOn(boxes, port).some((one) => one.row !== row))
  if (taken === undefined) return
  const line = clash(row.argv[0] ?? '', taken)
  put(box, row, 2, `${toBytes(line)}\n`)
  endRow(box, row, 1)
}

/** Later turns: lines that are due, and its end. */
export function turnServer(box: Box, row: Row): void {
  const { now } = box.machine
  if (row.said !== undefined) {
    for (const { at, line, isStderr } of bannerOf(box, row).slice(row.said)) {
      if (at > now) break
      put(box, row, isStderr ? 2 : 1, `${toBytes(line)}\n`)
      row.said += 1
      box.changed = true
    }
  }
  const end = endOf(box, row)
  if (!end || end.at > now) return
  const last = row.state as { line?: string } | undefined
  if (row.ends && last?.line) put(box, row, 2, `${toBytes(last.line)}\n`)
  endRow(box, row, end.code)
}

/** How programs say that their port is taken already. */
function clash(argv0: string, port: number): string {
  const name = argv0.slice(argv0.lastIndexOf('/') + 1)
  switch (name) {
    case 'nginx':
      return `nginx: [emerg] bind() to 0.0.0.0:${port} failed (98: Address already in use)`
    case 'httpd':
    case 'httpd-foreground':
    case 'apache2':
    case 'apache2-foreground':
      return (
        '(98)Address already in use: AH00072: make_sock: could not bind to address ' +
        `0.0.0.0:${port}\nno listening sockets available, shutting down`
      )
    case 'redis-server':
      return `Could not create server TCP listening socket *:${port}: bind: Address already in use`
    case 'python':
    case 'python3':
      return 'OSError: [Errno 98] Address already in use'
    case 'node':
      return `Error: listen EADDRINUSE: address already in use :::${port}`
    case 'nc':
      return 'nc: bind: Address already in use'
    default:
      return `listen tcp :${port}: bind: address already in use`
  }
}
