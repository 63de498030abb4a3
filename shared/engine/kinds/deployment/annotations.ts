/**
 * Annotations by which a Deployment and its sets remember. Source:
 * deployment/util/deployment_util.go.
 */
export const REVISION = 'deployment.kubernetes.io/revision'
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history'
export const DESIRED = 'deployment.kubernetes.io/desired-replicas'
export const MAX = 'deployment.kubernetes.io/max-replicas'
/** The label that keeps the pods of two sets apart. */
export const HASH_LABEL = 'pod-template-hash'

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'
const ROLLBACK_TO = 'deprecated.deployment.rollback.to'

/** What is about the Deployment alone and is not copied to its newest set. */
const OWN = new Set([LAST_APPLIED, REVISION, REVISION_HISTORY, DESIRED, MAX, ROLLBACK_TO])

type Annotations = Readonly<Record<string, string>>

/** Whole numbers in annotations; undefined where there is none. */
export function numberIn(annotations: Annotations | undefined, name: string): number | undefined {
  const text = annotations?.[name]
  return text !== undefined && /^-?[0-9]+$/.test(text) ? Number(text) : undefined
}

/**
 * A set's annotations with all that the Deployment says of itself: so a change-cause gets there.
 */
export function withCopies(of: Annotations | undefined, to: Annotations): Record<string, string> {
  const copies = Object.entries(of ?? {}).filter(([name]) => !OWN.has(name))
  return { ...to, ...Object.fromEntries(copies) }
}
