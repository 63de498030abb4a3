import type { Actor } from '../input.ts'
import { failure, refuse, type Status } from './status.ts'

/** What somebody wants to do. Upstream: authorization's Attributes. */
export interface Wish {
  verb: string
  group: string
  resource: string
  subresource: string
  /** Empty: cluster-wide, or a cluster-scoped resource. */
  namespace: string
  name: string
}

/**
 * What the members of a group may do. A star stands for all, also before the slash of a part.
 * Upstream: rbac/v1 PolicyRule.
 */
export interface Rule {
  verbs: readonly string[]
  groups: readonly string[]
  resources: readonly string[]
  /** `people`: only in namespaces that are not the system's own (`kube-…`). */
  where: 'anywhere' | 'people'
}

const READ = ['get', 'list', 'watch']
const ANY = ['*']

/** Groups of the kinds that students work with; the simulator's own group is not among them. */
const WORKLOADS = [
  '',
  'apps',
  'autoscaling',
  'batch',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'networking.k8s.io',
  'policy',
  'scheduling.k8s.io',
  'storage.k8s.io',
]

/** What people make in their namespaces. Upstream: the ClusterRole `edit`. */
const OWN = [
  'configmaps',
  'daemonsets',
  'deployments',
  'endpoints',
  'endpointslices',
  'jobs',
  'leases',
  'networkpolicies',
  'persistentvolumeclaims',
  'poddisruptionbudgets',
  'pods',
  'replicasets',
  'secrets',
  'serviceaccounts',
  'services',
  'statefulsets',
]

/**
 * Parts of them that people may use. Statuses and bindings are written by the cluster only: who
 * could write them could make a broken Deployment look healthy.
 */
const PARTS = [
  '*/scale',
  'pods/attach',
  'pods/ephemeralcontainers',
  'pods/eviction',
  'pods/exec',
  'pods/log',
  'pods/portforward',
  'pods/resize',
  'serviceaccounts/token',
]

/** What everybody may look at: all of it but secrets. */
const OPEN = [
  ...OWN.filter((resource) => resource !== 'secrets'),
  'controllerrevisions',
  'events',
  'namespaces',
  'nodes',
  'persistentvolumes',
  'storageclasses',
  'pods/log',
  'priorityclasses',
  '*/scale',
  '*/status',
]

const read: Rule = { verbs: READ, groups: WORKLOADS, resources: OPEN, where: 'anywhere' }

/** What is used: everybody may look. */
const measured: Rule = {
  verbs: READ,
  groups: ['metrics.k8s.io'],
  resources: ['nodes', 'pods'],
  where: 'anywhere',
}

/** What is sent to Services, and what comes of it: everybody may look. */
const sent: Rule = {
  verbs: READ,
  groups: ['flotilla.dev'],
  resources: ['traffic'],
  where: 'anywhere',
}

/** Who may do what, until roles are objects of the cluster. Later groups cannot take away. */
const GROUPS: Readonly<Record<string, readonly Rule[]>> = {
  'system:masters': [{ verbs: ANY, groups: ANY, resources: ANY, where: 'anywhere' }],
  'flotilla:students': [
    { verbs: ANY, groups: WORKLOADS, resources: [...OWN, ...PARTS], where: 'people' },
    read,
    measured,
    sent,
  ],
  'flotilla:observers': [read, measured, sent],
}

/** Members may only look, whatever else they are in; but nobody freezes a teacher. */
const FROZEN = 'flotilla:frozen'

/** The rules that hold for a person. */
export function rulesOf(actor: Actor): Rule[] {
  const isFrozen = actor.groups.includes(FROZEN) && !actor.groups.includes('system:masters')
  if (isFrozen) return [read, measured, sent]
  return actor.groups.flatMap((group) =>
    Object.hasOwn(GROUPS, group) ? (GROUPS[group] ?? []) : [],
  )
}

/** Does a rule cover a wish? */
export function covers(rule: Rule, wish: Wish): boolean {
  const resource = wish.subresource ? `${wish.resource}/${wish.subresource}` : wish.resource
  if (!within(rule.verbs, wish.verb) || !within(rule.groups, wish.group)) return false
  const part = wish.subresource ? [`*/${wish.subresource}`] : []
  if (![resource, ...part].some((name) => within(rule.resources, name))) return false
  return rule.where === 'anywhere' || isPeoplesNamespace(wish.namespace)
}

const within = (allowed: readonly string[], wanted: string): boolean =>
  allowed.includes('*') || allowed.includes(wanted)

const isPeoplesNamespace = (namespace: string): boolean =>
  namespace !== '' && !namespace.startsWith('kube-')

/** May this person do it? */
export function isAllowed(actor: Actor, wish: Wish): boolean {
  return rulesOf(actor).some((rule) => covers(rule, wish))
}

/** Nothing when allowed, else 403 in upstream's words. Source: responsewriters/errors.go. */
export function forbid(actor: Actor, wish: Wish): Status | undefined {
  if (isAllowed(actor, wish)) return undefined
  const resource = wish.subresource ? `${wish.resource}/${wish.subresource}` : wish.resource
  const namespace = wish.namespace || (wish.resource === 'namespaces' ? wish.name : '')
  const place = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
  const what = `${wish.verb} resource "${resource}" in API group "${wish.group}" ${place}`
  const about = {
    group: wish.group,
    resource: wish.resource,
    ...(wish.name ? { name: wish.name } : {}),
  }
  return refuse.forbidden(about, `User "${actor.user}" cannot ${what}`)
}

/** Pages that anybody may read, as upstream binds them to `system:public-info-viewer`. */
const PUBLIC = ['version', 'healthz', 'livez', 'readyz']

/** Everybody with a seat may discover the API; the others only see whether the server lives. */
export function forbidPage(
  actor: Actor,
  verb: string,
  parts: readonly string[],
): Status | undefined {
  if (PUBLIC.includes(parts[0] ?? '') || rulesOf(actor).length > 0) return undefined
  const path = `/${parts.join('/')}`
  const message = `forbidden: User "${actor.user}" cannot ${verb} path "${path}"`
  return failure(403, 'Forbidden', message, {})
}
