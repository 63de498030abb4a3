import { KubeError, type KubeApi, type KubeObject } from './api.ts'
import { apiVersionOf, pathOf, type Resource } from './discovery.ts'

/** What became of one manifest. */
export type Outcome = 'created' | 'configured' | 'unchanged'

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'
const MANAGER = 'fieldManager=kubectl-client-side-apply&fieldValidation=Strict'

type Json = null | boolean | number | string | Json[] | { [field: string]: Json }
type Fields = { [field: string]: Json }

/** The resource that a manifest names; undefined when the cluster does not serve it. */
export const resourceFor = (resources: Resource[], { apiVersion, kind }: KubeObject) =>
  resources.find((known) => known.kind === kind && apiVersionOf(known) === apiVersion)

/**
 * What `kubectl apply` does with one object: create it, or merge it into the live one and take away
 * what the last apply had and this one has not. `dryRun`: the server judges and changes nothing.
 */
export async function apply(
  api: KubeApi,
  resource: Resource,
  object: KubeObject,
  dryRun = false,
): Promise<Outcome> {
  const namespace = object.metadata.namespace ?? (resource.namespaced ? 'default' : '')
  const query = dryRun ? `${MANAGER}&dryRun=All` : MANAGER
  const marked = withLastApplied(object, namespace)
  const path = pathOf(resource, namespace, object.metadata.name)
  const live = await find(api, path)
  if (!live) {
    await api.post(`${pathOf(resource, namespace)}?${query}`, marked)
    return 'created'
  }
  const last = parse(live.metadata.annotations?.[LAST_APPLIED])
  const patch = withDeletions(marked as unknown as Fields, last)
  const after = await api.patch(`${path}?${query}`, 'strategic', patch)
  if (!dryRun) return same(live, after) ? 'unchanged' : 'configured'
  return isSubset(object as unknown as Json, live as unknown as Json) ? 'unchanged' : 'configured'
}

const same = (a: KubeObject, b: KubeObject) =>
  a.metadata.resourceVersion === b.metadata.resourceVersion

async function find(api: KubeApi, path: string): Promise<KubeObject | null> {
  try {
    return await api.get(path)
  } catch (error) {
    if (error instanceof KubeError && error.code === 404) return null
    throw error
  }
}

/** The object with a note of itself, which the next apply compares with. */
export function withLastApplied(object: KubeObject, namespace: string): KubeObject {
  const annotations = { ...object.metadata.annotations }
  delete annotations[LAST_APPLIED]
  const place = namespace === '' ? {} : { namespace }
  const bare = { ...object, metadata: { ...object.metadata, ...place, annotations } }
  const note = `${JSON.stringify(bare)}\n`
  return {
    ...bare,
    metadata: { ...bare.metadata, annotations: { ...annotations, [LAST_APPLIED]: note } },
  }
}

/** Lists that a strategic merge patch merges item by item, with the key of their items. */
const LIST_KEYS: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  imagePullSecrets: 'name',
}
/** Ports are keyed by another field in containers than in Services. */
const PORT_KEYS = ['containerPort', 'port']

/**
 * The next manifest as a strategic merge patch that takes away what `last` had and it has not:
 * null for fields, `$patch: delete` for items of lists with a key. Other lists are replaced whole.
 */
export function withDeletions(next: Fields, last: Json | undefined): Fields {
  if (!isFields(last)) return next
  const patch: Fields = { ...next }
  for (const [field, before] of Object.entries(last)) {
    const now = next[field]
    if (now === undefined) patch[field] = null
    else if (isFields(now)) patch[field] = withDeletions(now, before)
    else if (Array.isArray(now) && Array.isArray(before))
      patch[field] = listWithDeletions(field, now, before)
  }
  return patch
}

function listWithDeletions(field: string, now: Json[], before: Json[]): Json[] {
  const key = listKey(field, [...now, ...before])
  if (!key) return now
  const old = new Map(before.filter(isFields).map((item) => [item[key], item]))
  const kept = now.map((item) => {
    if (!isFields(item)) return item
    const was = old.get(item[key])
    old.delete(item[key])
    return withDeletions(item, was)
  })
  const gone = [...old.keys()].map((value): Fields => ({ [key]: value ?? null, $patch: 'delete' }))
  return [...kept, ...gone]
}

function listKey(field: string, items: Json[]): string | undefined {
  if (field !== 'ports') return LIST_KEYS[field]
  return PORT_KEYS.find((key) => items.every((item) => isFields(item) && key in item))
}

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Is everything that is wanted already so? Server-side defaults on top do not matter. */
export function isSubset(wanted: Json, live: Json | undefined): boolean {
  if (isFields(wanted))
    return isFields(live) && Object.keys(wanted).every((f) => isSubset(wanted[f] ?? null, live[f]))
  if (Array.isArray(wanted))
    return (
      Array.isArray(live) &&
      wanted.length === live.length &&
      wanted.every((item, i) => isSubset(item, live[i]))
    )
  return wanted === (live ?? null)
}

function parse(text: string | undefined): Json | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Json)
  } catch {
    return undefined
  }
}
