import type { Server, Served } from '../programs/server.ts'
import type { Millis } from '../time.ts'
import type { Box } from './box.ts'
import type { Row } from './table.ts'

/** What a process serves; undefined where it is no server. */
export function serverOf(box: Box, row: Row): Server | undefined {
  const server = box.commandOf(row)?.command.server
  if (!server || server.serves?.(row.argv) === false) return undefined
  return server
}

/** What a server gets to know when it is asked. */
export function servedOf(box: Box, row: Row, from = '127.0.0.1'): Served {
  const { machine } = box
  const { pod, node, podIP } = machine.visit
  const served: Served = {
    now: machine.now,
    startedAt: row.startedAt,
    argv: row.argv,
    env: box.envOf(row),
    cwd: row.cwd,
    // Opened only by those that look: most requests do not.
    get files() {
      return box.files
    },
    state: row.memory,
    pod: {
      name: pod.metadata.name,
      namespace: pod.metadata.namespace ?? '',
      ip: podIP ?? '',
      node: node.metadata.name,
      uid: pod.metadata.uid,
    },
    from,
  }
  Object.defineProperty(served, 'net', { get: () => machine.netOf(box), enumerable: true })
  return served
}

/** A server of the pod that listens, or will. */
export interface Listener {
  box: Box
  row: Row
  server: Server
  /** The instant from which it listens. */
  from: Millis
}

/** Who listens on a port of the pod, in the order of its containers. */
export function listenersOn(boxes: readonly Box[], port: number, isUdp = false): Listener[] {
  return boxes.flatMap((box) =>
    box.live.flatMap((row) => {
      const server = row.fresh ? undefined : serverOf(box, row)
      if (!server) return []
      const served = servedOf(box, row)
      const ports = isUdp ? (server.udpPorts?.(served) ?? []) : server.ports(served)
      if (!ports.includes(port)) return []
      return [{ box, row, server, from: row.startedAt + (server.bootMs?.(served) ?? 0) }]
    }),
  )
}

/** When a server ends, and how: because it was told to, or by itself. */
export function endOf(box: Box, row: Row): { at: Millis; code: number } | undefined {
  if (row.ends) return row.ends
  const server = serverOf(box, row)
  const end = server?.ends?.(servedOf(box, row))
  return end && { at: row.startedAt + end.afterMs, code: end.code }
}

/** The lines that it writes unasked, with their instants. */
export function bannerOf(box: Box, row: Row): { at: Millis; line: string; isStderr: boolean }[] {
  const banner = serverOf(box, row)?.banner?.(servedOf(box, row)) ?? []
  return banner.map(({ afterMs, line, stream }) => ({
    at: row.startedAt + afterMs,
    line,
    isStderr: stream === 'stderr',
  }))
}

/** The next instant at which a server does something by itself. */
export function serverDue(box: Box, row: Row): Millis | null {
  const end = endOf(box, row)?.at ?? null
  if (row.said === undefined) return end
  const next = bannerOf(box, row)[row.said]?.at ?? null
  return next === null || end === null ? (next ?? end) : Math.min(next, end)
}
