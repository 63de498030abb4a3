import type { KubeApi, KubeObject } from './api.ts'
import { KNOWN, pathOf } from './discovery.ts'

/** What the buttons of a Deployment do. Each is the request that the kubectl command would send. */

const deployment = (namespace: string, name: string) => pathOf(KNOWN.Deployment, namespace, name)

/** kubectl scale deployment NAME --replicas=N */
export const scale = (api: KubeApi, namespace: string, name: string, replicas: number) =>
  api.patch(`${deployment(namespace, name)}/scale`, 'merge', { spec: { replicas } })

/** kubectl set image deployment NAME CONTAINER=IMAGE */
export function setImage(
  api: KubeApi,
  namespace: string,
  name: string,
  container: string,
  image: string,
) {
  const template = { spec: { containers: [{ name: container, image }] } }
  return api.patch(`${deployment(namespace, name)}?fieldManager=kubectl-set`, 'strategic', {
    spec: { template },
  })
}

/** kubectl rollout pause | resume deployment NAME */
export const pause = (api: KubeApi, namespace: string, name: string, paused: boolean) =>
  api.patch(`${deployment(namespace, name)}?fieldManager=kubectl-rollout`, 'strategic', {
    spec: { paused: paused ? true : null },
  })

/** kubectl rollout restart deployment NAME */
export function restart(api: KubeApi, namespace: string, name: string) {
  const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  const annotations = { 'kubectl.kubernetes.io/restartedAt': at }
  return api.patch(`${deployment(namespace, name)}?fieldManager=kubectl-rollout`, 'strategic', {
    spec: { template: { metadata: { annotations } } },
  })
}

export interface ContainerImage {
  name: string
  image: string
}

/** Containers of a workload's pod template, with their images. */
export function containersOf(object: KubeObject): ContainerImage[] {
  const template = object.spec?.template as { spec?: { containers?: ContainerImage[] } } | undefined
  return template?.spec?.containers ?? []
}
