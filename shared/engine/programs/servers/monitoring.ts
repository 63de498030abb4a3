import { isRefused } from '../files.ts'
import type { HttpRequest } from '../net.ts'
import type { Served } from '../server.ts'
import { declare, type Declared } from './declared.ts'
import { clock, reply, target } from './http.ts'

const METRICS = (name: string) => ({
  body: `# HELP ${name}_build_info A metric with a constant '1' value.\n# TYPE ${name}_build_info gauge\n${name}_build_info{goversion="go1.23.4"} 1\nup 1\n`,
  headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
})

const stamp = (at: number): string => {
  const { year, month, day, time, millis } = clock(at)
  return `${year}-${month}-${day}T${time}.${millis}Z`
}
const logfmt = (after: number, words: string) => ({
  afterMs: after,
  line: ({ startedAt }: Served) => `time=${stamp(startedAt + after)} level=INFO ${words}`,
  stream: 'stderr' as const,
})

/** Prometheus: well and ready; it scrapes nothing. */
export const prometheus = declare({
  name: 'prometheus',
  about: '/-/healthy, /-/ready, /metrics, /api/v1/query (empty); scrapes nothing',
  ports: [9090],
  bootMs: 400,
  routes: {
    '/': { status: 302, headers: { location: '/query' } },
    '/-/healthy': { body: 'Prometheus Server is Healthy.\n' },
    '/-/ready': { body: 'Prometheus Server is Ready.\n' },
    '/metrics': METRICS('prometheus'),
    '/api/v1/query': {
      body: '{"status":"success","data":{"resultType":"vector","result":[]}}',
      headers: { 'content-type': 'application/json' },
    },
  },
  refuses({ argv, files }) {
    const given = argv.find((word) => word.startsWith('--config.file='))?.slice(14)
    if (given === undefined || !isRefused(files.stat(given))) return undefined
    return {
      line: [
        `msg="Error loading config (--config.file=${given})"`,
        `err="open ${given}: no such file or directory"`,
      ].join(' '),
      code: 2,
    }
  },
  says: [
    logfmt(
      20,
      'source=main.go:627 msg="No time or size retention was set so using the default time retention" duration=15d',
    ),
    logfmt(400, 'source=main.go:1354 msg="Server is ready to receive web requests."'),
  ],
  milliCpu: 5,
  megabytes: 45,
})

const GRAFANA: Omit<Declared, 'name'> = {
  about: '/api/health, /login; shows no dashboards',
  ports: [3000],
  bootMs: 3000,
  says: [
    {
      afterMs: 3000,
      line: ({ startedAt }) =>
        `logger=http.server t=${stamp(startedAt + 3000)} level=info msg="HTTP Server Listen" address=[::]:3000 protocol=http`,
    },
  ],
  routes: {
    '/': { status: 302, body: '<a href="/login">Found</a>.\n\n', headers: { location: '/login' } },
    '/login': {
      body: '<!DOCTYPE html>\n<title>Grafana</title>\n',
      headers: { 'content-type': 'text/html; charset=UTF-8' },
    },
    '/api/health': {
      body: '{\n  "database": "ok"\n}',
      headers: { 'content-type': 'application/json; charset=UTF-8' },
    },
  },
  milliCpu: 4,
  megabytes: 85,
}
export const grafana = declare({ ...GRAFANA, name: 'grafana' })
export const grafanaRun = declare({ ...GRAFANA, name: 'run.sh' })

export const nodeExporter = declare({
  name: 'node_exporter',
  about: '/metrics with a few lines',
  ports: [9100],
  routes: {
    '/metrics': METRICS('node_exporter'),
    '/': { body: '<h1>Node Exporter</h1>\n', headers: { 'content-type': 'text/html' } },
  },
  says: [logfmt(10, 'msg="Listening on" address=[::]:9100')],
  megabytes: 11,
})

export const alertmanager = declare({
  name: 'alertmanager',
  about: '/-/healthy, /-/ready; sends nothing',
  ports: [9093],
  routes: {
    '/-/healthy': { body: 'OK' },
    '/-/ready': { body: 'OK' },
    '/metrics': METRICS('alertmanager'),
  },
  says: [logfmt(100, 'component=tls msg="Listening on" address=[::]:9093')],
  megabytes: 20,
})

export const statsdExporter = declare({
  name: 'statsd_exporter',
  about: '/metrics; takes statsd lines and forgets them',
  ports: [9102],
  udpPorts: [9125],
  routes: { '/metrics': METRICS('statsd_exporter') },
  talk: () => ({ bytes: '' }),
})

export const kubeStateMetrics = declare({
  name: 'kube-state-metrics',
  about: '/healthz, /livez, /readyz, /metrics with a line',
  ports: [8080, 8081],
  routes: {
    '/healthz': { body: 'OK' },
    '/livez': { body: 'OK' },
    '/readyz': { body: 'OK' },
    '/metrics': METRICS('kube_state_metrics'),
  },
  megabytes: 18,
})

const fluentdSays: Declared['says'] = [
  {
    afterMs: 700,
    line: ({ startedAt }) =>
      `${stamp(startedAt + 700)
        .replace('T', ' ')
        .slice(
          0,
          19,
        )} +0000 [info]: parsing config file is succeeded path="/fluentd/etc/fluent.conf"`,
  },
  {
    afterMs: 1500,
    line: ({ startedAt }) =>
      `${stamp(startedAt + 1500)
        .replace('T', ' ')
        .slice(0, 19)} +0000 [info]: #0 starting fluentd worker pid=17 ppid=7 worker=0`,
  },
  {
    afterMs: 1600,
    line: ({ startedAt }) =>
      `${stamp(startedAt + 1600)
        .replace('T', ' ')
        .slice(0, 19)} +0000 [info]: #0 fluentd worker is now running worker=0`,
  },
]
const FLUENTD: Omit<Declared, 'name'> = {
  about: 'Starts and runs; forwards no logs',
  ports: [24_231, 24_224],
  bootMs: 1600,
  says: fluentdSays,
  routes: {
    '/metrics': METRICS('fluentd'),
    '/api/plugins.json': {
      body: '{"plugins":[]}',
      headers: { 'content-type': 'application/json' },
    },
  },
  talk: () => ({ bytes: '' }),
  onTerm: { ms: 1000, code: 0 },
  milliCpu: 3,
  megabytes: 95,
}
/** The log collector; forwarding logs is not modelled. */
export const fluentd = declare({ ...FLUENTD, name: 'fluentd' })
export const fluentdRun = declare({ ...FLUENTD, name: 'run.sh' })

export const fluentBit = declare({
  name: 'fluent-bit',
  about: '/, /api/v1/health; forwards no logs',
  ports: [2020],
  says: [
    {
      afterMs: 5,
      line: 'Fluent Bit v3.1\n* Copyright (C) 2015-2024 The Fluent Bit Authors',
      stream: 'stderr',
    },
    {
      afterMs: 60,
      line: ({ startedAt }) =>
        `[${stamp(startedAt + 60)
          .replace('T', ' ')
          .slice(0, 19)
          .replaceAll('-', '/')}] [ info] [sp] stream processor started`,
      stream: 'stderr',
    },
  ],
  routes: {
    '/': {
      body: '{"fluent-bit":{"edition":"Community"}}',
      headers: { 'content-type': 'application/json' },
    },
    '/api/v1/health': { body: 'ok\n' },
  },
  onTerm: { ms: 1000, code: 0 },
  milliCpu: 1,
  megabytes: 14,
})

/** A file server as Caddy is without any other configuration. */
function caddyAnswer(request: HttpRequest, served: Served) {
  const { path } = target(request)
  const conf = served.files.read('/etc/caddy/Caddyfile')
  const said = isRefused(conf) ? undefined : /respond\s+(?:"([^"]*)"|(\S+))/.exec(conf)
  if (said) return reply(200, said[1] ?? said[2] ?? '', { server: 'Caddy' })
  const place = `/usr/share/caddy${path.endsWith('/') ? `${path}index.html` : path}`
  const bytes = served.files.read(place)
  if (!isRefused(bytes))
    return reply(200, bytes, { server: 'Caddy', 'content-type': 'text/html; charset=utf-8' })
  if (path === '/')
    return reply(200, '<!DOCTYPE html>\n<title>Caddy works!</title>\n', {
      server: 'Caddy',
      'content-type': 'text/html; charset=utf-8',
    })
  return reply(404, '', { server: 'Caddy' })
}

/** The web server with its own page; of a Caddyfile, the port and `respond` are read. */
export const caddy = declare({
  name: 'caddy',
  about: 'Serves /usr/share/caddy, or what `respond` in its Caddyfile says',
  ports({ files }) {
    const conf = files.read('/etc/caddy/Caddyfile')
    const port = isRefused(conf) ? undefined : /^\s*(?:\S*):(\d+)\s*\{/m.exec(conf)?.[1]
    return [port === undefined ? 80 : Number(port), 2019]
  },
  says: [
    {
      afterMs: 30,
      line: '{"level":"info","msg":"serving initial configuration"}',
      stream: 'stderr',
    },
  ],
  routes: {},
  missing: caddyAnswer,
  megabytes: 14,
})
