import type { Draft } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import type { ReplicaSet } from '../replicaset/schema.ts'
import { DESIRED, MAX, numberIn } from './annotations.ts'
import { fenceposts } from './fenceposts.ts'
import type { Deployment } from './schema.ts'
import { isActiveSet, isSameTemplate, byAge } from './sets.ts'

export const REPORTER = 'deployment-controller'

/**
 * One visit to a Deployment: its sets as they will be when the plan is applied, and the plan. The
 * steps of a rollout read and change it in turn, as upstream's sync does with its copies.
 */
export class Rollout {
  /** With the conditions that this visit has set so far. */
  deployment: Deployment
  /** The set of the present template. */
  newest: ReplicaSet | undefined
  old: ReplicaSet[]
  readonly plan: Plan = plan()
  readonly view: View

  constructor(deployment: Deployment, sets: readonly ReplicaSet[], view: View) {
    const ordered = [...sets].sort(byAge)
    this.deployment = deployment
    this.view = view
    this.newest = ordered.find((set) => isSameTemplate(set.spec.template, deployment.spec.template))
    this.old = ordered.filter((set) => set !== this.newest)
  }

  /** All sets, the newest last. */
  get all(): ReplicaSet[] {
    return this.newest ? [...this.old, this.newest] : this.old
  }

  get activeOld(): ReplicaSet[] {
    return this.old.filter(isActiveSet)
  }

  /** Writes a set's next state. */
  write(next: ReplicaSet): void {
    this.plan.update(next)
    const isIt = (set: ReplicaSet) => set.metadata.name === next.metadata.name
    if (this.newest && isIt(this.newest)) this.newest = next
    else this.old = this.old.map((set) => (isIt(set) ? next : set))
  }

  /** Makes the set of the present template. */
  create(draft: Draft<ReplicaSet>): void {
    this.plan.create(draft)
    const status = { replicas: 0 }
    const metadata = { creationTimestamp: '', resourceVersion: '', uid: '', ...draft.metadata }
    this.newest = { ...draft, metadata, status } as ReplicaSet
    if (draft.spec.replicas > 0) this.#tellScaled(this.newest.metadata.name, 0, draft.spec.replicas)
  }

  /** Gives a set another number of pods, and says so; answers whether that changed anything. */
  scale(set: ReplicaSet, replicas: number): boolean {
    if (set.spec.replicas === replicas) return false
    this.write(withSize(this.deployment, set, replicas))
    this.#tellScaled(set.metadata.name, set.spec.replicas, replicas)
    return true
  }

  /** As `scale`; also renews the annotations of a set that keeps its number. */
  resize(set: ReplicaSet, replicas: number): void {
    if (this.scale(set, replicas)) return
    const { desired, max } = sizesOf(this.deployment)
    const { annotations } = set.metadata
    if (numberIn(annotations, DESIRED) === desired && numberIn(annotations, MAX) === max) return
    this.write(withSize(this.deployment, set, replicas))
  }

  #tellScaled(name: string, from: number, to: number): void {
    const how = `${from < to ? 'up' : 'down'} replica set ${name} from ${from} to ${to}`
    this.tell('Normal', 'ScalingReplicaSet', `Scaled ${how}`)
  }

  tell(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.plan.event({ regarding: this.deployment, type, reason, message, component: REPORTER })
  }
}

/** The sizes that a Deployment writes on its sets, to see later by how much it was scaled. */
export function sizesOf(deployment: Deployment): { desired: number; max: number } {
  const { replicas } = deployment.spec
  return { desired: replicas, max: replicas + fenceposts(deployment).surge }
}

function withSize(deployment: Deployment, set: ReplicaSet, replicas: number): ReplicaSet {
  const { desired, max } = sizesOf(deployment)
  const sizes = { [DESIRED]: String(desired), [MAX]: String(max) }
  const annotations = { ...set.metadata.annotations, ...sizes }
  return { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas } }
}
