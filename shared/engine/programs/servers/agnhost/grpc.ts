import { GRPC_HEALTH, type Answer, type Served } from '../../server.ts'
import type { HttpRequest } from '../../net.ts'
import { reply, target } from '../http.ts'
import { goDuration, goLog, httpError } from '../go.ts'
import { numberOf, type Flags, type Sub } from './sub.ts'

/** Answers gRPC health checks; HTTP turns them. Source: agnhost/grpc-health-checking. */
export const grpcHealth: Sub = {
  name: 'grpc-health-checking',
  flags: { port: '5000', 'http-port': '8080', 'delay-unhealthy-sec': '-1', service: '' },
  server: (flags) => ({
    ports: () => [numberOf(flags, 'port'), numberOf(flags, 'http-port')],
    answer: (request, port, served) =>
      port === numberOf(flags, 'port') ? check(request, served, flags) : turn(request, served),
    banner: ({ startedAt }) => [
      {
        afterMs: 5,
        line: goLog(startedAt, `Http server starting to listen on :${flags['http-port']}`),
        stream: 'stderr',
      },
      {
        afterMs: 5,
        line: goLog(startedAt, `gRPC server starting to listen on :${flags.port}`),
        stream: 'stderr',
      },
    ],
  }),
}

function check(request: HttpRequest, served: Served, flags: Flags): Answer {
  if (target(request).path !== GRPC_HEALTH) return { response: reply(415) }
  const log = [goLog(served.now, 'Serving the Check request for health check')]
  if (request.body !== flags.service) return { response: reply(404, 'unknown service'), log }
  const delay = numberOf(flags, 'delay-unhealthy-sec')
  const turnsAt = delay < 0 ? undefined : served.startedAt + delay * 1000
  const isForced = served.state === 'unhealthy'
  const isOver = turnsAt !== undefined && served.now >= turnsAt
  const response = reply(200, isForced || isOver ? 'NOT_SERVING' : 'SERVING')
  if (turnsAt === undefined || isOver || isForced) return { response, log }
  return { response, log, until: turnsAt }
}

function turn(request: HttpRequest, served: Served): Answer {
  const { path } = target(request)
  const response = reply(200, goDuration(served.now - served.startedAt))
  if (path === '/make-not-serving') {
    return { response, state: 'unhealthy', log: [goLog(served.now, 'Mark as unhealthy')] }
  }
  if (path === '/make-serving') {
    return { response, state: 'healthy', log: [goLog(served.now, 'Mark as healthy')] }
  }
  return { response: httpError(404, '404 page not found') }
}
