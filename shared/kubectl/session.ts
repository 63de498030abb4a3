import { Client } from './client.ts'
import { apiVersionOf, discover, type Discovery, type Resource } from './discovery.ts'
import { StatusFailure } from './failure.ts'
import type { Flags } from './flags.ts'
import type { Fetch, Io } from './io.ts'
import type { Json, KubeObject } from './object.ts'

/** Everything that a command works with. */
export interface Session {
  io: Io
  client: Client
  flags: Flags
  /** What stands on the line beside flags. */
  args: readonly string[]
  /** How many arguments stood before `--`; -1 without one. */
  dash: number
  /** The command's path without `kubectl`, such as `rollout undo`. */
  command: string
  /** The namespace of this call. */
  namespace: string
  now: number
  /** Asks once. */
  discovery(): Promise<Discovery>
}

/** Puts a session together. */
export function openSession(
  fetch: Fetch,
  io: Io,
  line: Pick<Session, 'flags' | 'args' | 'dash' | 'command'>,
): Session {
  const client = new Client(fetch, io)
  let known: Promise<Discovery> | undefined
  return {
    ...line,
    io,
    client,
    namespace: line.flags.text('namespace') || io.namespace || 'default',
    get now() {
      return io.now?.() ?? Date.now()
    },
    discovery: () => (known ??= discover(client)),
  }
}

/** The path of a resource, of one object of it, or of a subresource. */
export function pathOf(
  resource: Resource,
  namespace: string | undefined,
  name?: string,
  subresource?: string,
): string {
  const root = resource.group === '' ? '/api' : '/apis'
  const words = [root, apiVersionOf(resource)]
  if (resource.namespaced && namespace) words.push('namespaces', encodeURIComponent(namespace))
  words.push(resource.plural)
  if (name !== undefined) words.push(encodeURIComponent(name))
  if (subresource) words.push(subresource)
  return words.join('/')
}

/** One object, whole. */
export function getObject<T extends KubeObject = KubeObject>(
  session: Session,
  resource: Resource,
  namespace: string | undefined,
  name: string,
): Promise<T> {
  return session.client.ask<T>({ path: pathOf(resource, namespace, name) })
}

/** Objects of a resource, with their kind put back: lists leave it out. */
export async function listObjects<T extends KubeObject = KubeObject>(
  session: Session,
  resource: Resource,
  namespace: string | undefined,
  query: Record<string, string | undefined> = {},
): Promise<T[]> {
  const path = pathOf(resource, namespace)
  const list = await session.client.ask<{ items?: T[] }>({
    path,
    query: { ...query, limit: '500' },
  })
  const identity = { apiVersion: apiVersionOf(resource), kind: resource.kind }
  return (list.items ?? []).map((item) => ({ ...identity, ...item }))
}

/** A refused list says what was asked for. Upstream: cli-runtime resource EnhanceListError. */
export function listFailure(
  error: unknown,
  { group, version, plural }: Resource,
  selectors: { labelSelector?: string | undefined; fieldSelector?: string | undefined },
): unknown {
  if (!(error instanceof StatusFailure)) return error
  if (!['BadRequest', 'NotFound'].includes(error.status.reason ?? '')) return error
  const { labelSelector = '', fieldSelector = '' } = selectors
  const what = `"${group}/${version}, Resource=${plural}"`
  if (labelSelector === '' && fieldSelector === '') return error.in(`Unable to list ${what}: `)
  const label = JSON.stringify(labelSelector)
  const field = JSON.stringify(fieldSelector)
  return error.in(
    `Unable to find ${what} that match label selector ${label}, field selector ${field}: `,
  )
}

/** Changes an object by a patch of one of the API's kinds. */
export function patchObject<T extends KubeObject = KubeObject>(
  session: Session,
  resource: Resource,
  object: KubeObject,
  patch: { type: 'strategic' | 'merge' | 'json'; body: Json; manager: string; sub?: string },
): Promise<T> {
  const contentType = {
    strategic: 'application/strategic-merge-patch+json',
    merge: 'application/merge-patch+json',
    json: 'application/json-patch+json',
  }[patch.type]
  const { name, namespace } = object.metadata
  return session.client.ask<T>({
    method: 'PATCH',
    path: pathOf(resource, namespace, name, patch.sub),
    query: {
      fieldManager: session.flags.text('field-manager') ?? patch.manager,
      ...dryRunQuery(session),
    },
    contentType,
    body: patch.body,
  })
}

/** `dryRun=All` when the server is to try it only. */
export function dryRunQuery(session: Session): { dryRun?: string } {
  return dryRun(session) === 'server' ? { dryRun: 'All' } : {}
}

/** What `--dry-run` asks for. */
export function dryRun(session: Session): 'none' | 'client' | 'server' {
  const value = session.flags.text('dry-run')
  return value === 'client' || value === 'unchanged' || value === 'true'
    ? 'client'
    : value === 'server'
      ? 'server'
      : 'none'
}
