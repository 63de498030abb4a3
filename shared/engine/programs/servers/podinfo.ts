import type { Json } from '../../json.ts'
import { defineCommand } from '../command.ts'
import type { HttpRequest } from '../net.ts'
import type { Answer, Served } from '../server.ts'
import { json, reply, target } from './http.ts'
import { timestamp } from '../../time.ts'

/** `--port=80` or `--port 80`; else the variable of the same name, else what is usual. */
function setting({ argv, env }: Pick<Served, 'argv' | 'env'>, name: string, usual: string): string {
  const at = argv.indexOf(`--${name}`)
  const given = argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
  const variable = `PODINFO_${name.toUpperCase().replaceAll('-', '_')}`
  return given ?? (at < 0 ? undefined : argv[at + 1]) ?? env[variable] ?? usual
}

type Told = { ready?: boolean; well?: boolean; cache?: { [key: string]: string } }

const told = ({ state }: Served): Told => (state as Told | undefined) ?? {}

function change(served: Served, change: Told, status = 202, body = ''): Answer {
  return { response: reply(status, body), state: { ...told(served), ...change } as unknown as Json }
}

function about(served: Served) {
  const { env, pod } = served
  return {
    hostname: pod.name,
    version: env.PODINFO_VERSION ?? '6.7.1',
    revision: 'unknown',
    color: setting(served, 'ui-color', '#34577c'),
    logo: 'https://raw.githubusercontent.com/stefanprodan/podinfo/gh-pages/cuddle_clap.gif',
    message: setting(
      served,
      'ui-message',
      `greetings from podinfo v${env.PODINFO_VERSION ?? '6.7.1'}`,
    ),
    goos: 'linux',
    goarch: 'amd64',
    runtime: 'go1.23.4',
    num_goroutine: '8',
    num_cpu: '2',
  }
}

function cache(request: HttpRequest, served: Served, key: string): Answer {
  const kept = told(served).cache ?? {}
  if (request.method === 'GET') {
    const found = kept[key]
    return { response: found === undefined ? reply(404) : reply(200, found) }
  }
  const { [key]: _old, ...rest } = kept
  const next = request.method === 'DELETE' ? rest : { ...rest, [key]: request.body.slice(0, 4096) }
  return change(served, { cache: next })
}

function answer(request: HttpRequest, served: Served): Answer {
  const { path } = target(request)
  const { ready = true, well = true } = told(served)
  const [, first = '', second = ''] = path.split('/')
  const isWell = { status: 'OK' }
  switch (first) {
    case '':
      return { response: json(200, about(served), 2) }
    case 'version':
      return { response: json(200, { commit: 'unknown', version: about(served).version }, 2) }
    case 'healthz':
      return { response: well ? json(200, isWell, 2) : reply(503) }
    case 'readyz':
      if (second === 'enable') return change(served, { ready: true })
      if (second === 'disable') return change(served, { ready: false })
      return { response: ready ? json(200, isWell, 2) : reply(503) }
    case 'livez':
      return { response: well ? json(200, isWell, 2) : reply(503) }
    case 'env':
      return {
        response: json(
          200,
          Object.entries(served.env).map(([name, value]) => `${name}=${value}`),
          2,
        ),
      }
    case 'headers':
      return { response: json(200, request.headers, 2) }
    case 'echo':
      return { response: reply(202, request.body) }
    case 'status':
      return { response: json(Number(second) || 400, { status: Number(second) || 400 }, 2) }
    case 'delay':
      return {
        response: json(200, { delay: Number(second) || 0 }, 2),
        tookMs: (Number(second) || 0) * 1000,
      }
    case 'panic':
      return { response: reply(500), exit: 255, log: ['Panic command received'] }
    case 'cache':
      return cache(request, served, second)
    case 'metrics':
      return {
        response: reply(
          200,
          '# TYPE http_requests_total counter\nhttp_requests_total{status="200"} 1\n',
        ),
      }
    default:
      return { response: reply(404, '404 page not found\n') }
  }
}

/** The sample of many workshops. Source: stefanprodan/podinfo, the endpoints of its README. */
export const podinfo = defineCommand({
  name: 'podinfo',
  about:
    '/, /version, /healthz, /readyz, /readyz/disable, /readyz/enable, /env, /headers, /echo, /status/N, /delay/N, /panic, /cache/key; --port, --unhealthy, --unready',
  server: {
    ports: (served) => [
      Number(setting(served, 'port', '9898')),
      Number(setting(served, 'port-metrics', '9797')),
    ],
    bootMs: () => 100,
    answer(request, _, served) {
      const path = target(request).path
      const isOff = (flag: string) =>
        served.argv.includes(`--${flag}`) || served.argv.includes(`--${flag}=true`)
      if (path === '/healthz' && isOff('unhealthy')) return { response: reply(503) }
      if (path === '/readyz' && isOff('unready') && told(served).ready !== true) {
        return { response: reply(503) }
      }
      return answer(request, served)
    },
    banner: (served) => [
      {
        afterMs: 100,
        line: JSON.stringify({
          level: 'info',
          ts: timestamp(served.startedAt),
          caller: 'podinfo/main.go:153',
          msg: 'Starting podinfo',
          version: about(served).version,
          port: setting(served, 'port', '9898'),
        }),
        stream: 'stderr',
      },
    ],
    onTerm: { ms: 3000, code: 0 },
    usage: () => ({ milliCpu: 2, memoryBytes: 19_000_000 }),
  },
})
