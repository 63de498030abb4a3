import type { ContainerStatus, Pod } from './schema.ts'

/** What is known of a container of any sort; undefined before its kubelet has said anything. */
export function statusOf({ status }: Pod, container: string): ContainerStatus | undefined {
  const all = [
    ...(status.containerStatuses ?? []),
    ...(status.initContainerStatuses ?? []),
    ...(status.ephemeralContainerStatuses ?? []),
  ]
  return all.find(({ name }) => name === container)
}

/** Does a container run? */
export function isRunning(pod: Pod, container: string): boolean {
  return statusOf(pod, container)?.state.running !== undefined
}
