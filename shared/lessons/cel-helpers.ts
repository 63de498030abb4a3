import type { Environment } from '@marcbachmann/cel-js'

interface Condition {
  type: string
  status: string
}

interface ContainerState {
  waiting?: { reason?: string }
}

/** The parts of any object that the helpers look at. */
interface Subject {
  metadata?: { labels?: Record<string, string>; deletionTimestamp?: string }
  spec?: { containers?: { image: string }[]; template?: Subject }
  status?: {
    conditions?: Condition[]
    containerStatuses?: { state?: ContainerState }[]
    initContainerStatuses?: { state?: ContainerState }[]
  }
}

function condition(object: Subject, type: string): string {
  return object.status?.conditions?.find((row) => row.type === type)?.status ?? ''
}

function hasLabels(object: Subject, wanted: Record<string, string> | Map<string, string>): boolean {
  const labels = object.metadata?.labels ?? {}
  const pairs = wanted instanceof Map ? [...wanted] : Object.entries(wanted)
  return pairs.every(([key, value]) => labels[key] === value)
}

/** Why a container of the pod waits, such as ImagePullBackOff; '' when none does. */
function waiting(pod: Subject): string {
  const rows = [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ]
  return rows.map((row) => row.state?.waiting?.reason ?? '').find((reason) => reason !== '') ?? ''
}

function images(object: Subject): string[] {
  const spec = object.spec?.template?.spec ?? object.spec
  return (spec?.containers ?? []).map((container) => container.image)
}

/**
 * The words that checks may use beside CEL's own:
 * - `isReady(object)`: its Ready condition is True and it is not being deleted
 * - `condition(object, type)`: the status of a condition, '' without
 * - `hasLabels(object, {'app': 'web'})`: it has all these labels
 * - `waiting(pod)`: why a container of it waits, such as `ImagePullBackOff`; '' when none does
 * - `images(object)`: the images of a pod's containers, or of a template's
 */
export function addHelpers(environment: Environment): Environment {
  return environment
    .registerFunction('isReady(map): bool', (object: Subject) => {
      return condition(object, 'Ready') === 'True' && !object.metadata?.deletionTimestamp
    })
    .registerFunction('condition(map, string): string', condition)
    .registerFunction('hasLabels(map, map): bool', hasLabels)
    .registerFunction('waiting(map): string', waiting)
    .registerFunction('images(map): list', images)
    .registerOperator('double + int', (left: number, right: bigint) => left + Number(right))
    .registerOperator('int + double', (left: bigint, right: number) => Number(left) + right)
    .registerOperator('double - int', (left: number, right: bigint) => left - Number(right))
    .registerOperator('int - double', (left: bigint, right: number) => Number(left) - right)
}
