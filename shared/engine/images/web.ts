import { whoami } from '../programs/servers/echo.ts'
import { NGINX_FILES, nginxFiles } from '../programs/servers/nginx/files.ts'
import { image } from './image.ts'

const NGINX = `latest stable mainline alpine stable-alpine perl 1
  1.6 1.6.3 1.7 1.7.1 1.7.5 1.7.9 1.7.10 1.7.11 1.7.12 1.8 1.8.0 1.8.1
  1.9 1.9.0 1.9.1 1.9.2 1.9.3 1.9.4 1.9.5 1.9.6 1.9.7 1.9.8 1.9.9 1.9.10 1.9.11 1.9.12 1.9.14 1.9.15
  1.10 1.10.0 1.10.1 1.10.2 1.10.3 1.10-alpine 1.11 1.11.0 1.11.1 1.11.5 1.11.9 1.11.13 1.11-alpine
  1.12 1.12.0 1.12.1 1.12.2 1.12-alpine 1.13 1.13.0 1.13.5 1.13.7 1.13.9 1.13.12 1.13-alpine
  1.14 1.14.0 1.14.1 1.14.2 1.14-alpine 1.14.2-alpine 1.15 1.15.0 1.15.2 1.15.5 1.15.8 1.15.12
  1.15-alpine 1.16 1.16.0 1.16.1 1.16-alpine 1.16.1-alpine 1.17 1.17.0 1.17.1 1.17.5 1.17.8 1.17.10
  1.17-alpine 1.18 1.18.0 1.18-alpine 1.19 1.19.0 1.19.1 1.19.2 1.19.3 1.19.6 1.19.10 1.19-alpine
  1.20 1.20.0 1.20.1 1.20.2 1.20-alpine 1.21 1.21.0 1.21.1 1.21.3 1.21.4 1.21.6 1.21-alpine
  1.22 1.22.0 1.22.1 1.22-alpine 1.23 1.23.0 1.23.1 1.23.2 1.23.3 1.23.4 1.23-alpine
  1.24 1.24.0 1.24-alpine 1.25 1.25.0 1.25.1 1.25.2 1.25.3 1.25.4 1.25.5 1.25-alpine 1.25.3-alpine
  1.26 1.26.0 1.26.1 1.26.2 1.26.3 1.26-alpine 1.27 1.27.0 1.27.1 1.27.2 1.27.3 1.27.4 1.27.5
  1.27-alpine 1.27.0-alpine 1.28 1.28.0 1.28-alpine 1.29 1.29.0 1.29-alpine`

const HTTPD = `
  latest alpine 2 2.2 2.2.34 2.4 2.4.25 2.4.29 2.4.33 2.4.38 2.4.39 2.4.41 2.4.43 2.4.46
  2.4.48 2.4.51 2.4.52 2.4.54 2.4.55 2.4.57 2.4.58 2.4.59 2.4.62 2.4-alpine 2.4.38-alpine
  2.4.39-alpine 2-alpine`

const NGINX_RUNS = {
  from: 'debian',
  entrypoint: '/docker-entrypoint.sh',
  wraps: '',
  cmd: ['nginx', '-g', 'daemon off;'],
  versionIn: 'NGINX_VERSION',
  env: { PKG_RELEASE: '1~bookworm' },
  commands: 'nginx curl envsubst docker-entrypoint.sh',
  files: nginxFiles,
} as const

/** Web servers and proxies. */
export const web = [
  image(
    'nginx',
    72,
    NGINX,
    { ...NGINX_RUNS, ports: [80] },
    { exact: { '1.7.9': 39_941_824, '1.9.1': 53_984_137 } },
  ),
  image('nginxinc/nginx-unprivileged', 72, 'latest stable alpine 1.25 1.26 1.27', {
    ...NGINX_RUNS,
    user: ['nginx', 101],
    files: {
      ...NGINX_FILES,
      '/etc/nginx/conf.d/default.conf': NGINX_FILES['/etc/nginx/conf.d/default.conf'].replace(
        '80;',
        '8080;',
      ),
    },
    ports: [8080],
  }),
  image('nginxdemos/hello', 9, 'latest plain-text 0.3 0.4', {
    from: 'alpine',
    cmd: 'hello-page',
    commands: 'hello-page',
    tagged: { 'plain-text': { cmd: 'hello-page plain' } },
    ports: [80],
  }),
  image('httpd', 58, HTTPD, {
    from: 'debian',
    cmd: 'httpd-foreground',
    versionIn: 'HTTPD_VERSION',
    env: {
      HTTPD_PREFIX: '/usr/local/apache2',
      PATH: '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    },
    workdir: '/usr/local/apache2',
    commands: 'httpd httpd-foreground',
    files: {
      '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n',
      '/usr/local/apache2/conf/httpd.conf':
        'ServerRoot "/usr/local/apache2"\nListen 80\nDocumentRoot "/usr/local/apache2/htdocs"\n',
    },
    ports: [80],
  }),
  image('caddy', 20, 'latest alpine 2 2.6 2.7 2.8 2.9', {
    from: 'alpine',
    cmd: 'caddy run --config /etc/caddy/Caddyfile --adapter caddyfile',
    versionIn: 'CADDY_VERSION',
    workdir: '/srv',
    commands: 'caddy',
    files: { '/etc/caddy/Caddyfile': ':80 {\n\troot * /usr/share/caddy\n\tfile_server\n}\n' },
    ports: [80, 443, 2019],
  }),
  image('traefik', 45, 'latest v1.7 v2.2 v2.10 v2.11 v3 v3.0 v3.1 v3.2', {
    from: 'alpine',
    entrypoint: '/entrypoint.sh',
    wraps: 'traefik',
    cmd: 'traefik',
    commands: 'traefik',
    ports: [80],
  }),
  image('traefik/whoami', 3, 'latest v1.8 v1.9 v1.10 v1.11', {
    from: 'scratch',
    entrypoint: '/whoami',
    own: () => [whoami],
    ports: [80],
  }),
  image('haproxy', 45, 'latest alpine lts 2.4 2.6 2.8 3.0 3.1', {
    from: 'debian',
    entrypoint: 'docker-entrypoint.sh',
    wraps: 'haproxy',
    cmd: 'haproxy -f /usr/local/etc/haproxy/haproxy.cfg',
    user: ['haproxy', 99],
    commands: 'haproxy docker-entrypoint.sh',
    ports: [],
  }),
  image('envoyproxy/envoy', 65, 'v1.28.0 v1.29.0 v1.30.0 v1.31.0 v1.32.0', {
    from: 'ubuntu',
    entrypoint: '/docker-entrypoint.sh',
    wraps: 'envoy',
    cmd: 'envoy -c /etc/envoy/envoy.yaml',
    commands: 'envoy docker-entrypoint.sh',
    ports: [10_000],
  }),
]
