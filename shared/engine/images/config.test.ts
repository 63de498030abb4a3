import { describe, expect, test } from 'vitest'
import { argvOf } from './argv.ts'
import { catalogue } from './catalogue.ts'
import { configOf } from './config.ts'
import { parseReference } from './reference.ts'
import { versionOf } from './version.ts'

const images = [...new Set(catalogue.values())]
const bare = (name: string) => name.slice(name.lastIndexOf('/') + 1)

describe('what is in an image', () => {
  test('every tag of every image starts a command that the image has', () => {
    const lost = images.flatMap((image) =>
      image.tags.flatMap((tag) => {
        const config = configOf(image, tag)
        const [first] = argvOf(config, undefined, undefined)
        if (first === undefined)
          return image.made.from === 'distroless' ? [] : [`${image.name}:${tag}`]
        const name = bare(first)
        const isThere =
          config.own?.some((one) => one.name === name) || config.commands.includes(name)
        return isThere ? [] : [`${image.name}:${tag} ${name}`]
      }),
    )
    expect(lost).toEqual([])
  })
})

describe('the version behind a tag', () => {
  const tags = ['latest', '1.9', '1.9.1', '1.27', '1.27.0', '1.27.3', '1.27-alpine', 'alpine']
  test.each([
    ['1.9.1', '1.9.1'],
    ['1.27', '1.27.3'],
    ['1.27-alpine', '1.27.3'],
    ['latest', '1.27.3'],
    ['alpine', '1.27.3'],
  ])('%s is %s', (tag, version) => {
    expect(versionOf(tags, tag)).toBe(version)
  })
})

describe('what a first process is started with', () => {
  const redis = configOf(catalogue.get('docker.io/library/redis')!, '7.2')
  test.each<[string[] | undefined, string[] | undefined, string[]]>([
    [undefined, undefined, ['redis-server']],
    [undefined, ['--port', '7000'], ['redis-server', '--port', '7000']],
    [undefined, ['redis-cli', 'ping'], ['redis-cli', 'ping']],
    [['sh'], ['-c', 'true'], ['sh', '-c', 'true']],
    [['sh'], undefined, ['sh']],
  ])('command %j, args %j', (command, args, argv) => {
    expect(argvOf(redis, command, args)).toEqual(argv)
  })

  test('an entrypoint that is a program keeps its place before arguments', () => {
    const echo = configOf(catalogue.get('docker.io/hashicorp/http-echo')!, '1.0')
    expect(argvOf(echo, undefined, ['-text=hi'])).toEqual(['/http-echo', '-text=hi'])
  })
})

test('what documentation, tutorials and tests pull is known', () => {
  const pulled = `nginx:1.14.2 nginx:1.16.1 httpd:2.4.38-alpine redis:5.0.4 redis:8.0.2 mysql:5.7
    mysql:8.0 wordpress:6.2.1-apache wordpress:4.8-apache busybox:1.28 perl:5.34.0
    python:3.7-alpine gcr.io/google-samples/cassandra:v13 gcr.io/google-samples/xtrabackup:1.0
    registry.k8s.io/kubernetes-zookeeper:1.0-3.4.10 registry.k8s.io/etcd:3.5.1-0
    registry.k8s.io/nginx-slim:0.24 k8s.gcr.io/nginx-slim:0.8 registry.k8s.io/hpa-example:latest
    registry.k8s.io/e2e-test-images/agnhost:2.53 k8s.gcr.io/e2e-test-images/agnhost:2.39
    gcr.io/kubernetes-e2e-test-images/agnhost:2.2 registry.k8s.io/e2e-test-images/busybox:1.29-4
    registry.k8s.io/goproxy:0.1 k8s.gcr.io/liveness:latest registry.k8s.io/busybox:latest
    registry.k8s.io/pause:3.10 k8s.gcr.io/pause:3.2 quay.io/fluentd_elasticsearch/fluentd:v5.0.1
    quay.io/fluentd_elasticsearch/fluentd:v2.5.2 registry.k8s.io/fluentd-gcp:1.30
    gcr.io/google-samples/hello-app:2.0 gcr.io/google-samples/gb-frontend:v5
    us-docker.pkg.dev/google-samples/containers/gke/gb-frontend:v5
    us-docker.pkg.dev/google-samples/containers/gke/gb-redis-follower:v2
    gcr.io/google_samples/gb-redis-follower:v2 gcr.io/google-samples/gb-redisslave:v3
    gcr.io/google-samples/kubernetes-bootcamp:v1 jocatalin/kubernetes-bootcamp:v2
    kicbase/echo-server:1.0 hashicorp/http-echo:0.2.3 polinux/stress vish/stress
    registry.k8s.io/e2e-test-images/jessie-dnsutils:1.3 registry.k8s.io/test-webserver
    curlimages/curl nicolaka/netshoot alpine/git bitnami/kubectl stefanprodan/podinfo
    traefik/whoami kennethreitz/httpbin progrium/stress`
  const missing = pulled.split(/\s+/).filter((text) => {
    const { repository, tag } = parseReference(text)!
    return catalogue.get(repository)?.tags.includes(tag) !== true
  })
  expect(missing).toEqual([])
})
