import type { Cluster } from '../../cluster.ts'
import { newCluster } from '../../index.ts'
import type { Actor, ApiRequest, Reply } from '../../input.ts'
import type { Json } from '../../json.ts'
import type { Draft } from '../../object.ts'
import type { Status } from '../status.ts'

export const teacher: Actor = { user: 'teacher:ada', groups: ['system:masters'] }
export const student: Actor = { user: 'student:1', groups: ['flotilla:students'] }

/** What a test says beside method and path. */
export interface Ask {
  body?: unknown
  query?: string
  accept?: string
  contentType?: string
  actor?: Actor
}

/** 2026-11-22T09:00:00Z */
export const START_MS = 1_795_338_000_000

/** A real cluster, two seconds old, and somebody who sends it a request each millisecond. */
export class Desk {
  readonly cluster: Cluster

  constructor(objects: readonly Draft[] = []) {
    this.cluster = newCluster({ seed: 'desk', startMs: START_MS, nodes: 0, objects })
    // Namespaces get their accounts and settings from controllers.
    this.pass(2_000)
  }

  /** Sends a request; a body that is no text goes out as JSON. */
  ask(method: ApiRequest['method'], path: string, ask: Ask = {}): Reply {
    const { body, actor = teacher, ...rest } = ask
    const request: ApiRequest = { method, path, ...rest }
    if (body !== undefined) request.body = typeof body === 'string' ? body : JSON.stringify(body)
    const { cluster } = this
    const input = { seq: cluster.seq + 1, at: cluster.now + 1, actor }
    return cluster.step({ ...input, do: { type: 'request', request } }).reply
  }

  /** Lets time pass. */
  pass(ms: number): void {
    const { cluster } = this
    const input = { seq: cluster.seq + 1, at: cluster.now + ms, actor: teacher }
    cluster.step({ ...input, do: { type: 'advance' } })
  }

  get(path: string, ask: Ask = {}): Reply {
    return this.ask('GET', path, ask)
  }

  /** Creates an object where its kind lives; throws when the server refuses. */
  post(path: string, body: unknown): Loose {
    return accepted(this.ask('POST', path, { body }))
  }
}

/** An object of a reply, without a type: tests say which fields they expect. */
export type Loose = { [field: string]: Loose } & { metadata: Record<string, string> }

/** The reply's object; throws when it is a refusal. */
export function accepted({ code, body }: Reply): Loose {
  if (code >= 400) throw new Error((body as unknown as Status).message)
  return body as unknown as Loose
}

/** The reply's refusal. */
export function refusal({ body }: Reply): Status {
  return body as unknown as Status
}

/** Names of a list's items. */
export function names({ body }: Reply): string[] {
  const { items } = body as unknown as { items: { metadata: { name: string } }[] }
  return items.map(({ metadata }) => metadata.name)
}

export const CONFIGMAPS = '/api/v1/namespaces/default/configmaps'

/** A ConfigMap to send. */
export function settings(name: string, rest: Record<string, Json> = {}): Record<string, Json> {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...rest }
}
