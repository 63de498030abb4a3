import { echoserver } from '../programs/servers/echo.ts'
import { nginxFiles } from '../programs/servers/nginx/files.ts'
import { renamed } from '../programs/servers/entrypoint.ts'
import { liveness, pause } from '../programs/servers/tiny.ts'
import { image, type Image, type Made } from './image.ts'
import { older, tested } from './places.ts'

const AGNHOST = `latest 2.2 2.6 2.8 2.10 2.12 2.19 2.20 2.21 2.23 2.26 2.28 2.30 2.31 2.32 2.33 2.34
  2.35 2.36 2.37 2.38 2.39 2.40 2.41 2.42 2.43 2.44 2.45 2.46 2.47 2.48 2.50 2.52 2.53 2.54 2.56`

function e2e(name: string, megabytes: number, tags: string, made: Made): Image {
  return image(`registry.k8s.io/e2e-test-images/${name}`, megabytes, tags, made, tested(name))
}

const WEB: Made = {
  from: 'alpine',
  cmd: ['nginx', '-g', 'daemon off;'],
  commands: 'nginx',
  files: nginxFiles,
  versionIn: 'NGINX_VERSION',
  ports: [80],
}

/**
 * What the end-to-end tests of Kubernetes run. Source: test/utils/image/manifest.go
 * over the years.
 */
export const testing = [
  image(
    'registry.k8s.io/e2e-test-images/agnhost',
    52,
    AGNHOST,
    {
      from: 'alpine',
      entrypoint: '/agnhost',
      cmd: 'pause',
      // Its `bind-tools` are what the docs look names up with.
      commands: 'agnhost curl bash dns',
      ports: [80, 8080, 8081, 9376, 5000],
    },
    { aliases: ['agnhost', ...tested('agnhost').aliases] },
  ),
  e2e('busybox', 2, '1.29 1.29-1 1.29-2 1.29-4 1.36.1-1 1.37.0-1', { from: 'busybox', cmd: 'sh' }),
  e2e('nginx', 8, '1.14-alpine 1.14-1 1.14-2 1.14-4 1.15-alpine 1.15-1 1.15-4', WEB),
  e2e('httpd', 41, '2.4.38-alpine 2.4.38-1 2.4.38-2 2.4.38-4 2.4.39-alpine 2.4.39-1 2.4.39-4', {
    from: 'alpine',
    cmd: 'httpd-foreground',
    versionIn: 'HTTPD_VERSION',
    workdir: '/usr/local/apache2',
    commands: 'httpd httpd-foreground',
    files: {
      '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n',
    },
    ports: [80],
  }),
  e2e('redis', 11, '5.0.5-alpine 5.0.5-1 5.0.5-3', {
    from: 'alpine',
    entrypoint: 'docker-entrypoint.sh',
    wraps: 'redis-server',
    cmd: 'redis-server',
    workdir: '/data',
    versionIn: 'REDIS_VERSION',
    commands: 'redis-server redis-cli',
    ports: [6379],
  }),
  e2e('echoserver', 44, '2.2 2.3 2.4 2.5', {
    from: 'alpine',
    cmd: '/bin/run.sh',
    own: () => [echoserver],
    ports: [8080, 8443],
  }),
  e2e('nonewprivs', 2, '1.0 1.1 1.2 1.3', {
    from: 'alpine',
    entrypoint: '/nonewprivs',
    commands: 'nonewprivs',
  }),
  e2e('nonroot', 20, '1.0 1.1 1.2 1.4', {
    from: 'debian',
    entrypoint: '/bin/sh',
    cmd: ['-c', 'echo nonroot; sleep 3600'],
    user: ['nonroot', 1234],
  }),
  e2e('jessie-dnsutils', 70, '1.0 1.1 1.2 1.3 1.4 1.5 1.7', {
    from: 'debian',
    cmd: ['sleep', '3600'],
    commands: 'dns curl',
  }),
  e2e('dnsutils', 9, '1.1 1.2 1.3', { from: 'alpine', cmd: ['sleep', '3600'], commands: 'dns' }),
  e2e('kitten', 2, '1.0 1.1 1.4 1.5 1.7', {
    from: 'alpine',
    entrypoint: '/test-webserver',
    commands: 'test-webserver',
    files: { '/kitten.jpg': '' },
    ports: [80],
  }),
  e2e('nautilus', 2, '1.0 1.1 1.4 1.5 1.7', {
    from: 'alpine',
    entrypoint: '/test-webserver',
    commands: 'test-webserver',
    files: { '/nautilus.jpg': '' },
    ports: [80],
  }),
  e2e('resource-consumer', 30, '1.5 1.9 1.10 1.11 1.13', {
    from: 'alpine',
    entrypoint: '/consumer',
    commands: 'consumer',
    ports: [8080],
  }),
  e2e('regression-issue-74839', 5, '1.0 1.2 1.4', {
    from: 'scratch',
    entrypoint: '/regression-issue-74839',
    own: () => [renamed(pause, 'regression-issue-74839')],
    ports: [],
  }),
  e2e('sample-apiserver', 24, '1.10 1.17 1.17.4 1.17.7 1.29.2', {
    from: 'distroless',
    entrypoint: '/sample-apiserver',
    commands: 'sample-apiserver',
    ports: [443],
  }),
  e2e('ipc-utils', 5, '1.0 1.2 1.3', { from: 'alpine', cmd: 'sh' }),
  e2e('test-webserver', 2, '1.0', {
    from: 'scratch',
    entrypoint: '/test-webserver',
    commands: 'test-webserver',
    ports: [80],
  }),
  e2e('mounttest', 1, '1.0', {
    from: 'scratch',
    entrypoint: '/mounttest',
    commands: 'mounttest',
  }),
  e2e('liveness', 1, '1.0 1.1', {
    from: 'scratch',
    entrypoint: '/liveness',
    commands: 'liveness',
    ports: [8080],
  }),
  image(
    'registry.k8s.io/liveness',
    1,
    'latest 1.0',
    {
      from: 'busybox',
      entrypoint: '/server',
      own: () => [liveness],
      ports: [8080],
    },
    older('liveness'),
  ),
  image(
    'registry.k8s.io/test-webserver',
    2,
    'latest e2e',
    {
      from: 'scratch',
      entrypoint: '/test-webserver',
      commands: 'test-webserver',
      ports: [80],
    },
    older('test-webserver'),
  ),
  image(
    'registry.k8s.io/update-demo',
    2,
    'nautilus kitten',
    {
      from: 'alpine',
      entrypoint: '/test-webserver',
      commands: 'test-webserver',
      ports: [80],
    },
    older('update-demo'),
  ),
  image(
    'registry.k8s.io/goproxy',
    2,
    '0.1',
    { from: 'scratch', entrypoint: '/goproxy', commands: 'goproxy', ports: [8080] },
    older('goproxy'),
  ),
  image(
    'registry.k8s.io/serve_hostname',
    5,
    'latest v1.4 1.1 1.2',
    { from: 'scratch', entrypoint: '/serve_hostname', commands: 'serve_hostname', ports: [9376] },
    older('serve_hostname'),
  ),
]
