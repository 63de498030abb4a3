import type { Json } from '../json.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { plan } from '../plan.ts'
import type { Hosted } from '../runtime/contract.ts'
import type { View } from '../store/view.ts'
import { KUBELET } from './life.ts'
import type { PodNote } from './note.ts'
import { openRuntime } from './program.ts'

/** What a container uses: thousandths of a CPU, and bytes. */
export interface ContainerUsage {
  name: string
  milliCpu: number
  memoryBytes: number
}

/** What the running containers of a pod use at this instant; nothing is changed by asking. */
export function usageOf(pod: Pod, node: Node, view: View): ContainerUsage[] {
  const note = view.noteOf<Json>(pod, KUBELET) as unknown as PodNote | undefined
  const { initContainers = [], containers } = pod.spec
  const statuses = [
    ...(pod.status.initContainerStatuses ?? []),
    ...(pod.status.containerStatuses ?? []),
  ]
  const hosted = [...initContainers, ...containers].map((spec): Hosted => {
    const { step, startedAt, image } = note?.units[spec.name] ?? {}
    return {
      name: spec.name,
      spec,
      image: image ?? spec.image ?? '',
      run: statuses.find(({ name }) => name === spec.name)?.restartCount ?? 0,
      startedAt: step === 'run' ? startedAt : undefined,
    }
  })
  const running = hosted.filter(({ startedAt }) => startedAt !== undefined)
  if (running.length === 0) return []
  const { podIP } = pod.status
  const runtime = openRuntime({ pod, node, view, plan: plan(), podIP, containers: hosted })
  return running.map(({ name }) => ({ name, ...runtime.usage(name) }))
}
