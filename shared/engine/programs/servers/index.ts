import type { Command } from '../command.ts'
import { agnhost } from './agnhost/index.ts'
import { apache2, httpd, httpdForeground } from './apache.ts'
import * as brokers from './brokers.ts'
import * as cluster from './cluster.ts'
import { cassandra, influxd, mariadbd, mongod, mysqld, postgres } from './databases.ts'
import { echoServer, goproxy, helloPage, httpEcho, nodeHello } from './echo.ts'
import { dockerEntrypoint } from './entrypoint.ts'
import { httpbin } from './httpbin.ts'
import * as monitoring from './monitoring.ts'
import { nginx } from './nginx/index.ts'
import { podinfo } from './podinfo.ts'
import { redisServer } from './redis.ts'
import * as search from './search.ts'
import * as tiny from './tiny.ts'

const { fluentdRun: _fluentd, grafanaRun: _grafana, ...collectors } = monitoring
const { vishStress: _stress, liveness: _server, ...small } = tiny

/** Every server that images have by its name; those of one image alone stand with that image. */
export const servers: ReadonlyMap<string, Command> = new Map(
  [
    agnhost,
    apache2,
    cassandra,
    dockerEntrypoint,
    echoServer,
    goproxy,
    helloPage,
    httpEcho,
    httpbin,
    httpd,
    httpdForeground,
    influxd,
    mariadbd,
    mongod,
    mysqld,
    nginx,
    nodeHello,
    podinfo,
    postgres,
    redisServer,
    ...Object.values(brokers),
    ...Object.values(cluster),
    ...Object.values(search),
    ...Object.values(collectors),
    ...Object.values(small),
  ].map((command) => [command.name, command]),
)
