import { changedCondition, conditionOf, type ConditionNow } from '../kinds/pod/condition.ts'
import type { Pod, PodCondition } from '../kinds/pod/schema.ts'
import type { Life, Unit } from './life.ts'
import type { Phase } from './phase.ts'

/**
 * The conditions that are the kubelet's, in its order. Source: kubelet/status/generate.go (v1.32).
 */
const OWN = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']

/** All conditions of the pod: those of others first, then the kubelet's own. */
export function conditionsOf(life: Life, phase: Phase): PodCondition[] {
  const { pod, now } = life
  const others = withDisruption(life)
  const containers = containersReady(life.units, phase)
  const own: ConditionNow[] = [
    { type: 'PodReadyToStartContainers', status: hasSandbox(life, phase) ? 'True' : 'False' },
    initialized(life.units, phase),
    ready(pod, containers),
    containers,
    { type: 'PodScheduled', status: 'True' },
  ]
  return [...others, ...own.map((next) => changedCondition(conditionOf(pod, next.type), next, now))]
}

/** What others said of the pod, and that its node drives it away. */
function withDisruption({ pod, note, now }: Life): PodCondition[] {
  const others = (pod.status.conditions ?? []).filter(({ type }) => !OWN.includes(type))
  if (!note.failed?.disrupted) return others
  const type = 'DisruptionTarget'
  const { message } = note.failed
  const next = { type, status: 'True', reason: 'TerminationByKubelet', message } as const
  const before = others.find((condition) => condition.type === type)
  return [
    ...others.filter((condition) => condition !== before),
    changedCondition(before, next, now),
  ]
}

function hasSandbox({ podIP }: Life, phase: Phase): boolean {
  return podIP !== undefined && phase !== 'Succeeded' && phase !== 'Failed'
}

/** An init container is done when it ended well, a sidecar when it has started. */
export function isInitialized({ role, status }: Unit): boolean {
  if (role === 'app' || role === 'ephemeral') return true
  if (role === 'sidecar') return status.started === true
  return status.state.terminated?.exitCode === 0
}

function initialized(units: readonly Unit[], phase: Phase): ConditionNow {
  const type = 'Initialized'
  if (phase === 'Succeeded') return { type, status: 'True', reason: 'PodCompleted' }
  const open = units.filter((unit) => !isInitialized(unit)).map(({ spec }) => spec.name)
  if (open.length === 0) return { type, status: 'True' }
  const message = `containers with incomplete status: [${open.join(' ')}]`
  return { type, status: 'False', reason: 'ContainersNotInitialized', message }
}

function containersReady(units: readonly Unit[], phase: Phase): ConditionNow {
  const type = 'ContainersReady'
  if (phase === 'Succeeded') return { type, status: 'False', reason: 'PodCompleted' }
  if (phase === 'Failed') return { type, status: 'False', reason: 'PodFailed' }
  const open = units
    .filter(({ role, status }) => (role === 'app' || role === 'sidecar') && !status.ready)
    .map(({ spec }) => spec.name)
  if (open.length === 0) return { type, status: 'True' }
  const message = `containers with unready status: [${open.join(' ')}]`
  return { type, status: 'False', reason: 'ContainersNotReady', message }
}

/** Ready is what the containers say, and every gate that the pod names. */
function ready(pod: Pod, containers: ConditionNow): ConditionNow {
  const type = 'Ready'
  if (containers.status !== 'True') return { ...containers, type }
  const closed = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const status = conditionOf(pod, conditionType)?.status
    if (status === 'True') return []
    const gate = `pod readiness gate "${conditionType}"`
    if (status === undefined) return [`corresponding condition of ${gate} does not exist.`]
    return [`the status of ${gate} is not "True", but ${status}`]
  })
  if (closed.length === 0) return { type, status: 'True' }
  return { type, status: 'False', reason: 'ReadinessGatesNotReady', message: closed.join(', ') }
}
