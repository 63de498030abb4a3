import { image, SHELL } from './image.ts'

const BUSYBOX = `
  latest glibc musl uclibc 1 1.24 1.25 1.26 1.27 1.28 1.28.4 1.29 1.30 1.31 1.31.0 1.31.1
  1.32 1.32.0 1.33 1.33.1 1.34 1.34.1 1.35 1.35.0 1.36 1.36.0 1.36.1 1.37 1.37.0`
const ALPINE = `
  latest edge 3 3.4 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.14 3.15 3.16 3.17 3.18 3.19 3.20
  3.21 3.18.4 3.19.1 3.20.3`
const DEBIAN = `latest stable stable-slim 9 10 11 12 stretch buster bullseye bookworm buster-slim
  bullseye-slim bookworm-slim 12-slim`
const PYTHON = `
  latest slim alpine 2.7 3 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3-slim 3-alpine 3.9-slim
  3.10-slim 3.11-slim 3.12-slim 3.13-slim 3.11-alpine 3.12-alpine`
const NODE = `latest lts alpine slim 12 14 16 18 20 22 23 14-alpine 16-alpine 18-alpine 20-alpine
  22-alpine 18-slim 20-slim 22-slim lts-alpine lts-slim`

/** Operating systems, languages, tools: without a command they end at once. */
export const base = [
  image('busybox', 2, BUSYBOX, SHELL, {
    aliases: ['registry.k8s.io/busybox', 'k8s.gcr.io/busybox', 'gcr.io/google-containers/busybox'],
  }),
  image('alpine', 4, ALPINE, SHELL),
  image('debian', 49, DEBIAN, SHELL),
  image(
    'ubuntu',
    30,
    'latest 16.04 18.04 20.04 22.04 24.04 xenial bionic focal jammy noble',
    SHELL,
  ),
  image('centos', 80, 'latest 7 8 centos7 centos8', SHELL),
  image('fedora', 60, 'latest 38 39 40 41', SHELL),
  image('bash', 6, 'latest 4 4.4 5 5.0 5.1 5.2', SHELL),
  image('perl', 340, 'latest slim 5 5.26 5.30 5.32 5.34 5.34.0 5.36 5.38 5.40 5-slim', SHELL),
  image('python', 365, PYTHON, SHELL),
  image('node', 390, NODE, SHELL),
  image('ruby', 355, 'latest slim alpine 2.7 3 3.0 3.1 3.2 3.3', SHELL),
  image('golang', 290, 'latest alpine 1.19 1.20 1.21 1.22 1.23 1.22-alpine 1.23-alpine', SHELL),
  image('openjdk', 320, '8 8-jre 11 11-jre 17 17-slim', SHELL),
  image('eclipse-temurin', 220, 'latest 8 11 17 21 17-jre 21-jre', SHELL),
  image('php', 175, 'latest apache fpm 7.4 8.0 8.1 8.2 8.3 8.2-fpm 8.2-apache', SHELL),
  image('curlimages/curl', 9, 'latest 7.78.0 7.84.0 8.1.2 8.4.0 8.7.1 8.10.1', SHELL),
  image('nicolaka/netshoot', 180, 'latest v0.11 v0.12 v0.13', SHELL),
  image('alpine/git', 30, 'latest v2.36.3 v2.43.0 v2.45.2', SHELL),
  image('bitnami/kubectl', 90, 'latest 1.30 1.31 1.32', SHELL),
  image('hello-world', 1, 'latest linux', SHELL),
]
