import { oldNslookup } from '../programs/commands/nslookup.ts'
import { pythonHttp } from '../programs/servers/python-http.ts'
import { image } from './image.ts'
import { interpreters } from './interpreters.ts'
import { everywhere, tested } from './places.ts'

const BUSYBOX = `
  latest glibc musl uclibc 1 1.24 1.25 1.26 1.27 1.27.2 1.28 1.28.0
  1.28.4 1.29 1.30 1.31 1.31.0 1.31.1
  1.32 1.32.0 1.33 1.33.1 1.34 1.34.1 1.35 1.35.0 1.36 1.36.0 1.36.1 1.37 1.37.0`
const ALPINE = `
  latest edge 3 3.4 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.14 3.15 3.16 3.17 3.18 3.19 3.20
  3.21 3.18.4 3.19.1 3.20.3`
const DEBIAN = `latest stable stable-slim 9 10 11 12 stretch buster bullseye bookworm buster-slim
  bullseye-slim bookworm-slim 12-slim`
const UBUNTU = 'latest 14.04 16.04 18.04 20.04 22.04 24.04 trusty xenial bionic focal jammy noble'
const PERL = 'latest slim 5 5.26 5.30 5.32 5.34 5.34.0 5.36 5.38 5.40 5-slim 5.34-slim'
const PYTHON = `
  latest slim alpine 2.7 3 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3-slim 3-alpine 3.7-alpine 3.9-slim
  3.10-slim 3.11-slim 3.12-slim 3.13-slim 3.11-alpine 3.12-alpine 3.13-alpine`
const NODE = `latest lts alpine slim 12 14 16 18 20 22 23 14-alpine 16-alpine 18-alpine 20-alpine
  22-alpine 18-slim 20-slim 22-slim lts-alpine lts-slim`
const GOLANG = `latest alpine 1.16 1.19 1.20 1.21 1.22 1.23 1.21-alpine 1.22-alpine 1.23-alpine`

/** Operating systems and languages: without a command they end at once. */
export const base = [
  image(
    'busybox',
    2,
    BUSYBOX,
    {
      from: 'busybox',
      cmd: 'sh',
      // Up to 1.28 names are looked up along the search path, which is why the docs take 1.28.
      own: (version) => (/^1\.2[0-8](\.|$)/.test(version) ? [oldNslookup] : []),
    },
    everywhere('busybox'),
  ),
  image('alpine', 4, ALPINE, { from: 'alpine', cmd: '/bin/sh' }),
  image('debian', 49, DEBIAN, { from: 'debian', cmd: 'bash' }, everywhere('debian-base')),
  image('ubuntu', 30, UBUNTU, { from: 'ubuntu', cmd: '/bin/bash' }),
  image('centos', 80, 'latest 7 8 centos7 centos8', { from: 'centos', cmd: '/bin/bash' }),
  image('rockylinux', 70, '8 9 9-minimal', { from: 'centos', cmd: '/bin/bash' }),
  image('amazonlinux', 60, 'latest 2 2023', { from: 'centos', cmd: '/bin/bash' }),
  image('fedora', 60, 'latest 38 39 40 41', { from: 'fedora', cmd: '/bin/bash' }),
  image('registry.access.redhat.com/ubi9/ubi', 78, 'latest 9.3 9.4', {
    from: 'ubi',
    cmd: '/bin/bash',
  }),
  image(
    'gcr.io/distroless/static',
    1,
    'latest nonroot debug',
    {
      from: 'distroless',
      tagged: {
        nonroot: { user: ['nonroot', 65_532] },
        debug: { from: 'busybox', cmd: '/busybox/sh' },
      },
    },
    { aliases: ['gcr.io/distroless/static-debian12', 'gcr.io/distroless/base'] },
  ),
  image('bash', 6, 'latest 4 4.4 5 5.0 5.1 5.2', {
    from: 'alpine',
    entrypoint: 'docker-entrypoint.sh',
    wraps: 'bash',
    cmd: 'bash',
    commands: 'bash docker-entrypoint.sh',
  }),
  image(
    'perl',
    340,
    PERL,
    {
      from: 'debian',
      cmd: 'perl -de0',
      commands: 'perl',
      own: () => interpreters('perl'),
      workdir: '/usr/src/app',
    },
    { aliases: [...tested('perl').aliases, 'registry.k8s.io/e2e-test-images/perl'] },
  ),
  image('python', 365, PYTHON, {
    from: 'debian',
    cmd: 'python3',
    versionIn: 'PYTHON_VERSION',
    commands: 'python',
    own: () => interpreters('python python3', pythonHttp),
  }),
  image('node', 390, NODE, {
    from: 'debian',
    entrypoint: 'docker-entrypoint.sh',
    wraps: 'node',
    cmd: 'node',
    versionIn: 'NODE_VERSION',
    commands: 'node docker-entrypoint.sh',
    own: () => interpreters('node'),
  }),
  image('ruby', 355, 'latest slim alpine 2.7 3 3.0 3.1 3.2 3.3', {
    from: 'debian',
    cmd: 'irb',
    versionIn: 'RUBY_VERSION',
    commands: 'ruby irb',
  }),
  image('golang', 290, GOLANG, {
    from: 'debian',
    cmd: 'bash',
    workdir: '/go',
    versionIn: 'GOLANG_VERSION',
    env: { GOPATH: '/go' },
    commands: 'go git bash curl',
  }),
  image('openjdk', 320, '8 8-jre 11 11-jre 11-jre-slim 17 17-slim 17-jdk-slim', {
    from: 'debian',
    cmd: 'jshell',
    versionIn: 'JAVA_VERSION',
    commands: 'java jshell',
  }),
  image('eclipse-temurin', 220, 'latest 8 11 17 21 17-jre 21-jre', {
    from: 'ubuntu',
    entrypoint: '/__cacert_entrypoint.sh',
    wraps: '',
    cmd: 'jshell',
    versionIn: 'JAVA_VERSION',
    commands: 'java jshell',
  }),
  image(
    'php',
    175,
    'latest apache fpm cli 5-apache 7.4 8.0 8.1 8.2 8.3 8.2-fpm 8.2-apache 8.3-apache',
    {
      from: 'debian',
      entrypoint: 'docker-php-entrypoint',
      wraps: 'php',
      cmd: 'php -a',
      versionIn: 'PHP_VERSION',
      commands: 'php',
      own: () => interpreters('php'),
      tagged: {
        apache: { cmd: 'apache2-foreground', commands: 'php apache2-foreground' },
        fpm: { cmd: 'php-fpm', commands: 'php php-fpm' },
      },
    },
  ),
]
