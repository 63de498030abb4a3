import { cassandraSample, mariadbd } from '../programs/servers/databases.ts'
import { renamed } from '../programs/servers/entrypoint.ts'
import { image, type Made } from './image.ts'

const REDIS = `latest alpine 2.8 3 3.2 4 4.0 5 5.0 5.0.4 5.0.5 6 6.0 6.0.5 6.2 6.2.6 7 7.0 7.0.5 7.2
  7.2.4 7.4 5-alpine 5.0.5-alpine 6-alpine 6.2-alpine 7-alpine 7.0-alpine 7.2-alpine 7.4-alpine
  8 8.0 8.0.2`
const POSTGRES = `
  latest alpine 9.6 10 10.1 11 11.5 12 12.4 13 13.4 14 14.1 14.5 15 15.1 15.4 16 16.1
  16.2 16.4 17 17.0 13-alpine 14-alpine 15-alpine 16-alpine 17-alpine`
const MYSQL = 'latest lts 5.6 5.7 5.7.44 8 8.0 8.0.28 8.0.36 8.0.40 8.4 9 9.0 9.1'

/** What many databases are made of: Debian, a script that starts its arguments, a user. */
function database(program: string, more: Partial<Made> = {}): Made {
  return {
    from: 'debian',
    entrypoint: 'docker-entrypoint.sh',
    wraps: program,
    cmd: program,
    ...more,
    commands: `${program} docker-entrypoint.sh ${more.commands ?? ''}`,
  }
}

/** Databases, caches, queues. */
export const data = [
  image(
    'redis',
    42,
    REDIS,
    database('redis-server', {
      versionIn: 'REDIS_VERSION',
      workdir: '/data',
      commands: 'redis-cli',
      ports: [6379],
    }),
    { aliases: ['k8s.gcr.io/redis'] },
  ),
  image(
    'memcached',
    33,
    'latest alpine 1 1.5 1.6 1.6-alpine 1.6.18 1.6.32',
    database('memcached', { user: ['memcache', 11_211], ports: [11_211] }),
  ),
  image(
    'postgres',
    152,
    POSTGRES,
    database('postgres', {
      versionIn: 'PG_VERSION',
      env: { PGDATA: '/var/lib/postgresql/data', LANG: 'en_US.utf8' },
      commands: 'psql pg_isready',
      ports: [5432],
    }),
  ),
  image(
    'mysql',
    160,
    MYSQL,
    database('mysqld', {
      from: 'ubi',
      versionIn: 'MYSQL_VERSION',
      commands: 'mysql mysqladmin',
      ports: [3306, 33_060],
      tagged: { '5.6': { from: 'debian' }, '5.7': { from: 'debian' } },
    }),
  ),
  image(
    'mariadb',
    118,
    'latest lts 10 10.6 10.11 11 11.4',
    database('mariadbd', {
      from: 'ubuntu',
      versionIn: 'MARIADB_VERSION',
      commands: 'mariadb mariadb-admin mysql mysqladmin',
      own: () => [renamed(mariadbd, 'mysqld')],
      ports: [3306],
    }),
  ),
  image(
    'mongo',
    240,
    'latest 3.4 3.6 4 4.0 4.2 4.4 5 5.0 6 6.0 7 7.0 8 8.0',
    database('mongod', {
      from: 'ubuntu',
      versionIn: 'MONGO_VERSION',
      commands: 'mongosh mongo',
      ports: [27_017],
    }),
  ),
  image(
    'rabbitmq',
    95,
    `latest alpine management 3 3.8 3.11 3.12 3.13 3-management 3-alpine 3.13-management 4 4.0
    4.0-management`,
    database('rabbitmq-server', {
      from: 'ubuntu',
      versionIn: 'RABBITMQ_VERSION',
      commands: 'rabbitmqctl rabbitmq-diagnostics',
      ports: [5672, 15_672],
    }),
  ),
  image(
    'elasticsearch',
    480,
    '7.17.9 7.17.21 8.11.1 8.13.4 8.15.0',
    {
      from: 'ubuntu',
      entrypoint: ['/bin/tini', '--', '/usr/local/bin/docker-entrypoint.sh'],
      wraps: 'eswrapper',
      cmd: 'eswrapper',
      workdir: '/usr/share/elasticsearch',
      versionIn: 'ELASTIC_VERSION',
      user: ['elasticsearch', 1000],
      commands: 'eswrapper curl',
      ports: [9200, 9300],
    },
    { aliases: ['docker.elastic.co/elasticsearch/elasticsearch'] },
  ),
  image(
    'kibana',
    420,
    '7.17.9 7.17.21 8.11.1 8.13.4 8.15.0',
    {
      from: 'ubuntu',
      entrypoint: ['/bin/tini', '--'],
      wraps: '',
      cmd: '/usr/local/bin/kibana-docker',
      workdir: '/usr/share/kibana',
      versionIn: 'ELASTIC_VERSION',
      user: ['kibana', 1000],
      commands: 'kibana-docker curl',
      ports: [5601],
    },
    { aliases: ['docker.elastic.co/kibana/kibana'] },
  ),
  image(
    'cassandra',
    155,
    'latest 3 3.11 4 4.0 4.1 5.0',
    database('cassandra', {
      from: 'ubuntu',
      versionIn: 'CASSANDRA_VERSION',
      commands: '',
      ports: [7000, 7001, 7199, 9042, 9160],
    }),
  ),
  image('gcr.io/google-samples/cassandra', 130, 'v11 v12 v13 v14', {
    from: 'debian',
    entrypoint: ['/usr/bin/dumb-init', '--'],
    wraps: '',
    cmd: '/run.sh',
    versionIn: 'CASSANDRA_VERSION',
    own: () => [cassandraSample],
    ports: [7000, 7001, 7199, 9042, 9160],
  }),
  image('zookeeper', 120, 'latest 3.5 3.6 3.7 3.8 3.9', {
    from: 'ubuntu',
    entrypoint: '/docker-entrypoint.sh',
    wraps: '',
    cmd: 'zkServer.sh start-foreground',
    versionIn: 'ZOO_VERSION',
    commands: 'zkServer.sh docker-entrypoint.sh',
    ports: [2181, 2888, 3888, 8080],
  }),
  image(
    'registry.k8s.io/kubernetes-zookeeper',
    130,
    '1.0-3.4.10',
    {
      from: 'ubuntu',
      cmd: 'start-zookeeper',
      commands: 'start-zookeeper',
      ports: [2181, 2888, 3888],
    },
    { aliases: ['k8s.gcr.io/kubernetes-zookeeper'] },
  ),
  image('consul', 55, '1.11 1.12 1.13 1.14 1.15', {
    from: 'alpine',
    entrypoint: 'docker-entrypoint.sh',
    wraps: 'consul',
    cmd: 'consul agent -dev -client 0.0.0.0',
    commands: 'consul docker-entrypoint.sh',
    ports: [8500, 8600],
  }),
  image('influxdb', 110, 'latest 1.8 2.0 2.7', database('influxd', { ports: [8086] })),
  image('registry', 10, 'latest 2 2.7 2.8 2.8.3', {
    from: 'alpine',
    entrypoint: '/entrypoint.sh',
    wraps: '',
    cmd: 'registry serve /etc/docker/registry/config.yml',
    commands: 'registry',
    ports: [5000],
  }),
  image('wurstmeister/kafka', 170, 'latest 2.12-2.3.0 2.13-2.8.1', {
    from: 'alpine',
    cmd: 'start-kafka.sh',
    commands: 'start-kafka.sh',
    ports: [9092],
  }),
  image('apache/kafka', 190, 'latest 3.7.0 3.8.0 3.9.0', {
    from: 'alpine',
    entrypoint: '/__cacert_entrypoint.sh',
    wraps: '',
    cmd: '/etc/kafka/docker/run',
    commands: 'run',
    ports: [9092],
  }),
]
