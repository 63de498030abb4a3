import { hpaExample } from '../programs/servers/apache.ts'
import { echoserver } from '../programs/servers/echo.ts'
import { renamed } from '../programs/servers/entrypoint.ts'
import { NGINX_FILES } from '../programs/servers/nginx/files.ts'
import { redisServer } from '../programs/servers/redis.ts'
import { vishStress } from '../programs/servers/tiny.ts'
import { gbFrontend, wordpress } from '../programs/servers/wordpress.ts'
import { follower } from '../programs/servers/follower.ts'
import { bootcamp } from '../programs/servers/bootcamp.ts'
import { helloApp, helloGo } from '../programs/servers/hello-app.ts'
import { image } from './image.ts'
import { older } from './places.ts'

const GKE = 'us-docker.pkg.dev/google-samples/containers/gke'

/** The old and the new places of Google's samples. */
function sample(name: string, ...more: string[]): { aliases: string[] } {
  return { aliases: [`${GKE}/${name}`, `gcr.io/google_samples/${name}`, ...more] }
}

const PHP_PAGES = {
  from: 'debian',
  entrypoint: 'docker-php-entrypoint',
  wraps: 'php',
  cmd: 'apache2-foreground',
  workdir: '/var/www/html',
} as const

/** What tutorials deploy. */
export const samples = [
  image(
    'gcr.io/google-samples/hello-app',
    12,
    '1.0 2.0',
    {
      from: 'distroless',
      cmd: './hello-app',
      env: { PORT: '8080' },
      own: (version) => [helloApp(`${version}.0`)],
      ports: [8080],
    },
    sample('hello-app'),
  ),
  image('gcr.io/google-samples/xtrabackup', 110, '1.0', {
    from: 'debian',
    cmd: ['bash'],
    commands: 'mysql mysqladmin nc',
  }),
  image(
    'gcr.io/google-samples/hello-go-gke',
    12,
    '1.0',
    { from: 'alpine', cmd: '/hello', own: () => [helloGo], ports: [80] },
    sample('hello-go-gke'),
  ),
  image(
    'gcr.io/google-samples/node-hello',
    260,
    '1.0',
    { from: 'debian', cmd: 'node-hello', commands: 'node-hello', ports: [8080] },
    sample('node-hello'),
  ),
  image(
    'gcr.io/google-samples/kubernetes-bootcamp',
    80,
    'latest v1 v2 v10',
    {
      from: 'debian',
      cmd: ['/bin/sh', '-c', 'node server.js'],
      own: (version) => [bootcamp(version || '1')],
      ports: [8080],
    },
    sample('kubernetes-bootcamp', 'docker.io/jocatalin/kubernetes-bootcamp'),
  ),
  image(
    'gcr.io/google-samples/gb-frontend',
    160,
    'v3 v4 v5 v6',
    { ...PHP_PAGES, own: () => [gbFrontend], ports: [80] },
    sample('gb-frontend'),
  ),
  image(
    'gcr.io/google-samples/gb-redis-follower',
    41,
    'v1 v2 v3',
    {
      from: 'debian',
      entrypoint: 'docker-entrypoint.sh',
      wraps: 'redis-server',
      cmd: '/run.sh',
      commands: 'redis-server redis-cli',
      own: () => [follower],
      workdir: '/data',
      ports: [6379],
    },
    sample('gb-redis-follower', 'gcr.io/google-samples/gb-redisslave', `${GKE}/gb-redisslave`),
  ),
  image(
    'registry.k8s.io/guestbook',
    8,
    'latest v1 v3',
    { from: 'scratch', entrypoint: './guestbook', commands: 'guestbook', ports: [3000] },
    older('guestbook'),
  ),
  image(
    'registry.k8s.io/redis',
    40,
    'latest e2e v1 v2',
    {
      from: 'debian',
      cmd: '/run.sh',
      commands: 'redis-server redis-cli',
      own: () => [renamed(redisServer, 'run.sh')],
      ports: [6379],
    },
    { aliases: ['gcr.io/google_containers/redis'] },
  ),
  image(
    'registry.k8s.io/echoserver',
    44,
    '1.4 1.8 1.9 1.10',
    {
      from: 'debian',
      cmd: '/usr/local/bin/run.sh',
      own: () => [echoserver],
      ports: [8080],
    },
    older('echoserver'),
  ),
  image(
    'registry.k8s.io/nginx-slim',
    35,
    '0.7 0.8 0.9 0.20 0.21 0.24 0.25 0.26 0.27',
    {
      from: 'debian',
      cmd: ['nginx', '-g', 'daemon off;'],
      commands: 'nginx curl',
      files: NGINX_FILES,
      env: { NGINX_VERSION: '1.17.4' },
      tagged: { '0.8': { env: { NGINX_VERSION: '1.11.1' } } },
      ports: [80],
    },
    older('nginx-slim'),
  ),
  image(
    'registry.k8s.io/hpa-example',
    160,
    'latest',
    {
      ...PHP_PAGES,
      own: () => [hpaExample],
      ports: [80],
    },
    older('hpa-example'),
  ),
  image(
    'registry.k8s.io/stress',
    1,
    'v1',
    {
      from: 'scratch',
      entrypoint: '/stress',
      own: () => [vishStress],
      ports: [],
    },
    older('stress'),
  ),
  image('vish/stress', 3, 'latest', {
    from: 'scratch',
    entrypoint: '/stress',
    own: () => [vishStress],
    ports: [],
  }),
  image('polinux/stress', 5, 'latest 1.0.4', {
    from: 'alpine',
    cmd: 'stress',
    commands: 'stress',
  }),
  image('progrium/stress', 280, 'latest', {
    from: 'debian',
    entrypoint: ['/usr/bin/stress', '--verbose'],
    commands: 'stress',
  }),
  image('wordpress', 210, 'latest apache 4.8-apache 5.6 5.9 6 6.2.1-apache 6.4 6.5 6.6 6.7 fpm', {
    ...PHP_PAGES,
    entrypoint: 'docker-entrypoint.sh',
    wraps: '',
    own: () => [wordpress],
    commands: 'docker-entrypoint.sh curl',
    cmd: 'apache2-foreground',
    versionIn: 'WORDPRESS_VERSION',
    ports: [80],
  }),
  image(
    'stefanprodan/podinfo',
    22,
    'latest 4.0.0 5.0.0 5.0.1 5.0.2 6.0.0 6.5.0 6.5.4 6.7.0 6.7.1',
    {
      from: 'alpine',
      cmd: './podinfo',
      user: ['app', 100],
      versionIn: 'PODINFO_VERSION',
      commands: 'podinfo curl',
      ports: [9898, 9797],
    },
    { aliases: ['ghcr.io/stefanprodan/podinfo'] },
  ),
  image('hashicorp/http-echo', 5, 'latest alpine 0.2.1 0.2.3 1.0 1.0.0', {
    from: 'scratch',
    entrypoint: '/http-echo',
    commands: 'http-echo',
    user: ['nonroot', 65_532],
    ports: [5678],
  }),
  image(
    'kennethreitz/httpbin',
    160,
    'latest',
    {
      from: 'ubuntu',
      cmd: ['gunicorn', '-b', '0.0.0.0:80', 'httpbin:app', '-k', 'gevent'],
      commands: 'gunicorn',
      ports: [80],
    },
    { aliases: ['kong/httpbin', 'mccutchen/go-httpbin', 'docker.io/citizenstig/httpbin'] },
  ),
  image(
    'jmalloc/echo-server',
    4,
    'latest 0.3.1 1.0 v0.3.6 v0.3.7',
    {
      from: 'scratch',
      entrypoint: '/bin/echo-server',
      commands: 'echo-server',
      ports: [8080],
    },
    { aliases: ['kicbase/echo-server'] },
  ),
  image('ealen/echo-server', 40, 'latest 0.5.1 0.9.2', {
    from: 'alpine',
    cmd: 'echo-server',
    commands: 'echo-server',
    env: { PORT: '80' },
    ports: [80],
  }),
  image('hello-world', 1, 'latest linux', { from: 'scratch', cmd: '/hello', commands: 'hello' }),
  image(
    'jenkins/jenkins',
    280,
    'latest lts lts-jdk17 2.426.1 2.440.1 2.462.1',
    {
      from: 'debian',
      entrypoint: ['/usr/bin/tini', '--'],
      wraps: '',
      cmd: '/usr/local/bin/jenkins.sh',
      commands: 'jenkins.sh java curl',
      user: ['jenkins', 1000],
      ports: [8080, 50_000],
    },
    { aliases: ['jenkins'] },
  ),
  image('tomcat', 190, 'latest 8.5 9 9.0 10 10.1 11', {
    from: 'ubuntu',
    cmd: 'catalina.sh run',
    versionIn: 'TOMCAT_VERSION',
    workdir: '/usr/local/tomcat',
    commands: 'catalina.sh java',
    ports: [8080],
  }),
]
