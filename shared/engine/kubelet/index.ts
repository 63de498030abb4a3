import { defineController } from '../kinds/define-kind.ts'
import { MACHINE } from '../kinds/fault/effects.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { KUBELET } from './life.ts'
import { onMachineFault, onNodeAdded, reconcileMachine } from './machine.ts'
import { reconcile } from './reconcile.ts'
import { onFault, onNode, onPod, onSource } from './wakes.ts'

/** Every node's kubelet, as it looks at one pod. */
export const kubelet = defineController<Pod>({
  name: KUBELET,
  kind: 'Pod',
  lagMs: 10,
  wokenBy: { Pod: onPod, Node: onNode, Fault: onFault, ConfigMap: onSource, Secret: onSource },
  reconcile,
})

/** Every machine. It comes before its pods: they ask it whether anybody can hear them. */
export const machine = defineController<Node>({
  name: MACHINE,
  kind: 'Node',
  lagMs: 1,
  wokenBy: { Node: onNodeAdded, Fault: onMachineFault },
  reconcile: reconcileMachine,
})
