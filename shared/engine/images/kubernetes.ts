import { image, server, SHELL } from './image.ts'

const K8S = [
  'registry.k8s.io',
  'k8s.gcr.io',
  'gcr.io/google-containers',
  'gcr.io/google_containers',
]

/** The same image in all the places where Kubernetes' images were kept over the years. */
function everywhere(name: string): { aliases: string[] } {
  return { aliases: K8S.slice(1).map((place) => `${place}/${name}`) }
}

const AGNHOST = '2.21 2.23 2.32 2.33 2.36 2.39 2.40 2.43 2.45 2.47 2.52 2.53'

/** What Kubernetes itself, its documentation and its tests use. */
export const kubernetes = [
  image(
    'registry.k8s.io/pause',
    1,
    'latest 2.0 3.0 3.1 3.2 3.3 3.5 3.6 3.7 3.8 3.9 3.10',
    server(),
    {
      aliases: ['pause', ...everywhere('pause').aliases],
    },
  ),
  image('registry.k8s.io/e2e-test-images/agnhost', 52, AGNHOST, server(8080), {
    aliases: ['agnhost', 'k8s.gcr.io/e2e-test-images/agnhost'],
  }),
  image('registry.k8s.io/e2e-test-images/busybox', 2, '1.29-1 1.29-2 1.29-4 1.36.1-1', SHELL),
  image(
    'registry.k8s.io/e2e-test-images/nginx',
    8,
    '1.14-1 1.14-2 1.14-4 1.15-1 1.15-4',
    server(80),
  ),
  image('registry.k8s.io/e2e-test-images/httpd', 41, '2.4.38-1 2.4.38-4 2.4.39-4', server(80)),
  image('registry.k8s.io/echoserver', 44, '1.4 1.8 1.10', server(8080), everywhere('echoserver')),
  image(
    'registry.k8s.io/nginx-slim',
    35,
    '0.8 0.21 0.24 0.27',
    server(80),
    everywhere('nginx-slim'),
  ),
  image('registry.k8s.io/hpa-example', 160, 'latest', server(80), everywhere('hpa-example')),
  image('registry.k8s.io/coredns/coredns', 18, 'v1.10.1 v1.11.1 v1.11.3 v1.12.0', server(53, 8080)),
  image(
    'registry.k8s.io/metrics-server/metrics-server',
    20,
    'v0.6.4 v0.7.1 v0.7.2',
    server(10_250),
  ),
  image('gcr.io/google-samples/gb-frontend', 160, 'v3 v4 v5 v6', server(80), {
    aliases: ['us-docker.pkg.dev/google-samples/containers/gke/gb-frontend'],
  }),
  image('gcr.io/google-samples/gb-redis-follower', 41, 'v1 v2', server(6379), {
    aliases: ['us-docker.pkg.dev/google-samples/containers/gke/gb-redis-follower'],
  }),
  image('gcr.io/google-samples/hello-app', 12, '1.0 2.0', server(8080), {
    aliases: ['us-docker.pkg.dev/google-samples/containers/gke/hello-app'],
  }),
  image('gcr.io/google-samples/kubernetes-bootcamp', 80, 'v1 v2', server(8080), {
    aliases: ['docker.io/jocatalin/kubernetes-bootcamp'],
  }),
  image('quay.io/fluentd_elasticsearch/fluentd', 52, 'v2.5.1 v2.5.2 v3.2.0 v4.1.0', server(24_231)),
  image('fluent/fluentd', 48, 'latest v1.3 v1.14 v1.16 edge', server(24_224)),
  image(
    'fluent/fluentd-kubernetes-daemonset',
    88,
    'v1.7.1-debian-syslog-1.0 v1-debian-elasticsearch v1.16-debian-elasticsearch7-1',
    server(24_224),
  ),
  image('fluent/fluent-bit', 40, 'latest 1.9 2.0 2.2 3.0 3.1', server(2020)),
  image('prom/prometheus', 105, 'latest v2.45.0 v2.53.0 v3.0.0', server(9090)),
  image('prom/node-exporter', 12, 'latest v1.6.1 v1.7.0 v1.8.2', server(9100)),
  image('grafana/grafana', 130, 'latest 9.5.2 10.4.0 11.0.0 11.3.0', server(3000)),
  image('hashicorp/http-echo', 5, 'latest 0.2.3 1.0 1.0.0', server(5678)),
  image('nginxdemos/hello', 9, 'latest plain-text 0.3 0.4', server(80)),
  image('stefanprodan/podinfo', 22, 'latest 5.0.0 6.0.0 6.5.0 6.7.0', server(9898)),
  image('vish/stress', 3, 'latest', server()),
  image('polinux/stress', 5, 'latest 1.0.4', SHELL),
]
