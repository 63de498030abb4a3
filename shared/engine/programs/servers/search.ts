import { SECOND } from '../../time.ts'
import { declare, type Declared, type Said } from './declared.ts'
import { clock } from './http.ts'

const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' }

const HEALTH = JSON.stringify({
  cluster_name: 'docker-cluster',
  status: 'green',
  timed_out: false,
  number_of_nodes: 1,
  number_of_data_nodes: 1,
  active_primary_shards: 0,
  active_shards: 0,
})
const ABOUT = {
  name: 'elasticsearch',
  cluster_name: 'docker-cluster',
  tagline: 'You Know, for Search',
}

/** A line of Elastic's log. */
function elastic(afterMs: number, words: string): Said {
  return {
    afterMs,
    line({ startedAt }) {
      const { year, month, day, time, millis } = clock(startedAt + afterMs)
      const at = `${year}-${month}-${day}T${time}.${millis}Z`
      const rest = `"log.level": "INFO", "message":"${words}", "service.name":"ES_ECS"`
      return `{"@timestamp":"${at}", ${rest}}`
    },
  }
}

/** Elasticsearch: says that it is well; it keeps no documents. */
export const elasticsearch = declare({
  name: 'eswrapper',
  about: '/, /_cluster/health, /_cat/health; listens after 25 s; keeps no documents',
  ports: [9200, 9300],
  bootMs: 25 * SECOND,
  says: [elastic(6000, 'initializing ...'), elastic(25_000, 'started')],
  routes: {
    '/': {
      body: `${JSON.stringify(ABOUT, null, 2)}\n`,
      headers: JSON_TYPE,
    },
    '/_cluster/health': { body: HEALTH, headers: JSON_TYPE },
    '/_cat/health': { body: 'docker-cluster green 1 1 0 0 0 0 0 0 - 100.0%\n' },
  },
  onTerm: { ms: 3000, code: 143 },
  milliCpu: 40,
  megabytes: 1250,
})

export const kibana = declare({
  name: 'kibana-docker',
  about: '/api/status after 30 s',
  ports: [5601],
  bootMs: 30 * SECOND,
  says: [
    {
      afterMs: 30_000,
      line: '[INFO ][http.server.Kibana] http server running at http://0.0.0.0:5601',
    },
  ],
  routes: {
    '/': { status: 302, headers: { location: '/app/home' } },
    '/api/status': { body: '{"status":{"overall":{"level":"available"}}}', headers: JSON_TYPE },
  },
  onTerm: { ms: 1000, code: 143 },
  milliCpu: 25,
  megabytes: 480,
})

export const consul = declare({
  name: 'consul',
  about: '/v1/status/leader, /v1/agent/self; keeps no keys',
  ports: [8500, 8600],
  bootMs: 2 * SECOND,
  says: [
    { afterMs: 100, line: '==> Starting Consul agent...' },
    { afterMs: 2000, line: '==> Consul agent running!' },
  ],
  routes: {
    '/v1/status/leader': { body: '"127.0.0.1:8300"', headers: JSON_TYPE },
    '/v1/agent/self': { body: '{}', headers: JSON_TYPE },
  },
  milliCpu: 8,
  megabytes: 45,
})

export const registry = declare({
  name: 'registry',
  about: '/v2/; keeps no images',
  ports: [5000],
  routes: {
    '/v2/': { body: '{}', headers: JSON_TYPE },
    '/v2/_catalog': { body: '{"repositories":[]}\n', headers: JSON_TYPE },
  },
  says: [{ afterMs: 60, line: 'level=info msg="listening on [::]:5000"', stream: 'stderr' }],
  milliCpu: 1,
  megabytes: 14,
})

const JAVA: Pick<Declared, 'onTerm' | 'milliCpu'> = { onTerm: { ms: 1200, code: 143 }, milliCpu: 6 }

/** Tomcat as its image comes: without any application. */
export const tomcat = declare({
  ...JAVA,
  name: 'catalina.sh',
  about: 'Every path answers 404: no application is deployed; listens after 4 s',
  ports: [8080],
  bootMs: 4 * SECOND,
  says: [
    {
      afterMs: 3900,
      line: 'INFO [main] org.apache.coyote.AbstractProtocol.start Starting ProtocolHandler ["http-nio-8080"]',
      stream: 'stderr',
    },
    {
      afterMs: 4000,
      line: 'INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [4000] milliseconds',
      stream: 'stderr',
    },
  ],
  routes: {
    '*': {
      status: 404,
      body: '<!doctype html><html lang="en"><head><title>HTTP Status 404 - Not Found</title></head></html>',
      headers: { 'content-type': 'text/html;charset=utf-8' },
    },
  },
  megabytes: 130,
})

export const jenkins = declare({
  ...JAVA,
  name: 'jenkins.sh',
  about: '503 while it starts, /login after 25 s; runs no jobs',
  ports: [8080, 50_000],
  bootMs: 6 * SECOND,
  says: [
    { afterMs: 1500, line: 'Running from: /usr/share/jenkins/jenkins.war' },
    {
      afterMs: 25_000,
      line: 'INFO    hudson.lifecycle.Lifecycle#onReady: Jenkins is fully up and running',
    },
  ],
  routes: {
    '/login': [
      {
        status: 503,
        body: 'Please wait while Jenkins is getting ready to work ...\n',
        untilMs: 25_000,
      },
      {
        body: '<title>Sign in [Jenkins]</title>\n',
        headers: { 'content-type': 'text/html;charset=utf-8' },
        afterMs: 25_000,
      },
    ],
    '*': [
      {
        status: 503,
        body: 'Please wait while Jenkins is getting ready to work ...\n',
        untilMs: 25_000,
      },
      { status: 403, body: '<title>Authentication required</title>\n', afterMs: 25_000 },
    ],
  },
  megabytes: 620,
})
