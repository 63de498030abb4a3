import type { Schema } from './openapi-schemas.ts'

/** What OpenAPI needs to know of a kind. The kinds' registry has it. */
export interface DescribedKind {
  group: string
  version: string
  kind: string
  plural: string
  scope: 'Namespaced' | 'Cluster'
  status?: boolean
  scale?: unknown
  withoutVerbs?: readonly string[]
}

type Ref = (name: string) => Schema

/** Name, OpenAPI method and action of what can be done to one object and to all of them. */
const ON_ALL = [
  ['list', 'get', 'list'],
  ['create', 'post', 'post'],
  ['deletecollection', 'delete', 'deletecollection'],
] as const
const ON_ONE = [
  ['get', 'get', 'get'],
  ['update', 'put', 'put'],
  ['patch', 'patch', 'patch'],
  ['delete', 'delete', 'delete'],
] as const
const ON_PART = ON_ONE.filter(([verb]) => verb !== 'delete')

const WORDS: Record<string, string> = {
  dryRun: 'All answers as if the change were made, and makes none.',
  fieldManager: 'Who makes the change, for managed fields.',
  fieldValidation: 'What to do about unknown and double fields: Ignore, Warn or Strict.',
  force: 'Take fields over from other managers (apply only).',
  fieldSelector: 'Only objects with these field values.',
  labelSelector: 'Only objects with these labels.',
  limit: 'At most so many objects in one answer.',
  continue: 'Where the previous answer stopped.',
  resourceVersion: 'The state to start from.',
  watch: 'Stream the changes instead of listing.',
  timeoutSeconds: 'How long to stream.',
}
const WRITE = ['dryRun', 'fieldManager', 'fieldValidation']
const QUERY: Record<string, readonly string[]> = {
  list: ['fieldSelector', 'labelSelector', 'limit', 'continue', 'resourceVersion', 'watch'],
  post: WRITE,
  put: WRITE,
  patch: [...WRITE, 'force'],
  delete: ['dryRun'],
  deletecollection: ['dryRun', 'fieldSelector', 'labelSelector'],
}

/** The API path of a group and version: `/api/v1`, `/apis/apps/v1`. */
export function groupPath(group: string, version: string): string {
  return group ? `/apis/${group}/${version}` : `/api/${version}`
}

/** The paths of a kind with what can be done there. */
export function pathsOf(kind: DescribedKind, name: string, ref: Ref): Record<string, Schema> {
  const base = groupPath(kind.group, kind.version)
  const inside = kind.scope === 'Namespaced' ? `${base}/namespaces/{namespace}` : base
  const all = `${inside}/${kind.plural}`
  const one = `${all}/{name}`
  const paths: Record<string, Schema> = {
    [all]: item(kind, ON_ALL, name, ref),
    [one]: item(kind, ON_ONE, name, ref),
  }
  if (kind.scope === 'Namespaced') {
    paths[`${base}/${kind.plural}`] = item(kind, ON_ALL.slice(0, 1), name, ref)
  }
  if (kind.status) paths[`${one}/status`] = item(kind, ON_PART, name, ref)
  return paths
}

function item(
  kind: DescribedKind,
  actions: readonly (readonly [string, string, string])[],
  name: string,
  ref: Ref,
): Schema {
  const offered = actions.filter(([verb]) => !kind.withoutVerbs?.includes(verb))
  return Object.fromEntries(
    offered.map(([, method, action]) => [method, operation(kind, action, name, ref)]),
  )
}

function operation(kind: DescribedKind, action: string, name: string, ref: Ref): Schema {
  const { group, version } = kind
  const parameters = (QUERY[action] ?? []).map((query) => ({
    name: query,
    in: 'query',
    description: WORDS[query],
    schema: { type: query === 'limit' ? 'integer' : 'string', uniqueItems: true },
  }))
  const schema = ref(action === 'list' ? `${name}List` : name)
  const content = { 'application/json': { schema: ref(name) } }
  return {
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(action === 'post' || action === 'put' ? { requestBody: { content, required: true } } : {}),
    responses: { '200': { description: 'OK', content: { 'application/json': { schema } } } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind: kind.kind },
  }
}
