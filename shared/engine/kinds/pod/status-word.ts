import { ageText, parseTimestamp, type Millis } from '../../time.ts'
import { conditionOf, isTerminal } from './condition.ts'
import type { Container, ContainerStatus, Pod } from './schema.ts'

/** What `kubectl get pods` says of a pod. Behaviour: printers/internalversion printPod (v1.32). */
export interface PodSummary {
  /** The STATUS column. */
  word: string
  ready: number
  total: number
  restarts: number
  /** When a container of those that count ended last before it was restarted. */
  restartedAt?: Millis
}

/** The STATUS column: `Running`, `Init:0/2`, `CrashLoopBackOff`, `Terminating` … */
export function podStatusWord(pod: Pod): string {
  return podSummary(pod).word
}

/** The READY column, such as `1/2`. */
export function podReadyText(pod: Pod): string {
  const { ready, total } = podSummary(pod)
  return `${ready}/${total}`
}

/** The RESTARTS column: `0`, or `3 (5m ago)`. */
export function podRestartsText(pod: Pod, now: Millis): string {
  const { restarts, restartedAt } = podSummary(pod)
  if (restarts === 0 || restartedAt === undefined) return String(restarts)
  return `${restarts} (${ageText(now - restartedAt)} ago)`
}

/** All that the columns need, in one pass. */
export function podSummary(pod: Pod): PodSummary {
  const inits = initSummary(pod)
  const initialized = conditionOf(pod, 'Initialized')?.status === 'True'
  const summary =
    inits.word === undefined || initialized ? appSummary(pod, inits) : withWord(inits, inits.word)
  return { ...summary, word: terminatingWord(pod) ?? summary.word }
}

interface Counts {
  ready: number
  total: number
  restarts: number
  restartedAt?: Millis
}

interface InitSummary extends Counts {
  /** Set while initialisation is not over. */
  word?: string
  sidecars: Counts
}

/** An init container that runs beside the others for the whole life of the pod. */
export function isSidecar(container: Container | undefined): boolean {
  return container?.restartPolicy === 'Always'
}

function initSummary(pod: Pod): InitSummary {
  const specs = pod.spec.initContainers ?? []
  const sidecarCount = specs.filter(isSidecar).length
  const total = pod.spec.containers.length + sidecarCount
  const all: Counts = { ready: 0, total, restarts: 0 }
  const sidecars: Counts = { ready: 0, total, restarts: 0 }
  for (const [index, status] of (pod.status.initContainerStatuses ?? []).entries()) {
    const sidecar = isSidecar(specs.find(({ name }) => name === status.name))
    count(all, status)
    if (sidecar) count(sidecars, status)
    const { terminated, waiting } = status.state
    if (terminated?.exitCode === 0) continue
    if (sidecar && status.started) {
      if (status.ready) sidecars.ready += 1
      continue
    }
    const problem = terminated
      ? endWord(terminated, 'Init:')
      : waiting?.reason && waiting.reason !== 'PodInitializing'
        ? `Init:${waiting.reason}`
        : `Init:${index}/${specs.length}`
    return { ...all, ready: sidecars.ready, word: problem, sidecars }
  }
  return { ...all, ready: sidecars.ready, sidecars }
}

function appSummary(pod: Pod, inits: InitSummary): PodSummary {
  const counts: Counts = { ...inits.sidecars }
  let word = inits.word ?? phaseWord(pod)
  let running = false
  // The first container's trouble is told: it is looked at last.
  for (const status of (pod.status.containerStatuses ?? []).toReversed()) {
    count(counts, status)
    const { waiting, terminated } = status.state
    if (waiting?.reason) word = waiting.reason
    else if (terminated) word = endWord(terminated, '')
    else if (status.ready && status.state.running) {
      running = true
      counts.ready += 1
    }
  }
  if (word !== 'Completed' || !running) return withWord(counts, word)
  const ready = conditionOf(pod, 'Ready')?.status === 'True'
  return withWord(counts, ready ? 'Running' : 'NotReady')
}

function phaseWord(pod: Pod): string {
  const gated = conditionOf(pod, 'PodScheduled')?.reason === 'SchedulingGated'
  if (gated) return 'SchedulingGated'
  return pod.status.reason || pod.status.phase || ''
}

/** A pod that is being deleted says so, unless it has ended already. */
function terminatingWord(pod: Pod): string | undefined {
  if (!pod.metadata.deletionTimestamp) return undefined
  if (pod.status.reason === 'NodeLost') return 'Unknown'
  return isTerminal(pod) ? undefined : 'Terminating'
}

function endWord(
  end: { reason?: string; signal?: number; exitCode: number },
  prefix: string,
): string {
  if (end.reason) return prefix + end.reason
  return end.signal ? `${prefix}Signal:${end.signal}` : `${prefix}ExitCode:${end.exitCode}`
}

function count(counts: Counts, status: ContainerStatus): void {
  counts.restarts += status.restartCount
  const ended = parseTimestamp(status.lastState.terminated?.finishedAt ?? '')
  if (ended !== undefined && ended > (counts.restartedAt ?? 0)) counts.restartedAt = ended
}

function withWord({ ready, total, restarts, restartedAt }: Counts, word: string): PodSummary {
  const summary = { word, ready, total, restarts }
  return restartedAt === undefined ? summary : { ...summary, restartedAt }
}
