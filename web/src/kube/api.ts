import type { Channels } from '../../../shared/kubectl/index.ts'
import { openChannels } from './channels.ts'

/** Kubernetes' own answer to a request that failed. */
export interface Status {
  kind: 'Status'
  status?: string
  message?: string
  reason?: string
  code?: number
  details?: { causes?: { reason?: string; message?: string; field?: string }[] }
}

/** An object as the API gives it; only what the page reads is named. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  spec?: Record<string, unknown>
  status?: Record<string, unknown>
  [field: string]: unknown
}

export interface ObjectMeta {
  name: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: { kind: string; name: string; uid: string; controller?: boolean }[]
}

/** A refusal of the API server, with its Status. Code 0: the server did not answer at all. */
export class KubeError extends Error {
  code: number
  status: Status

  constructor(status: Status, code: number) {
    super(status.message ?? `HTTP ${code}`)
    this.status = status
    this.code = code
  }
}

export type PatchKind = 'json' | 'merge' | 'strategic' | 'apply'

const PATCH_TYPES: Record<PatchKind, string> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
}

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json'

/** The Kubernetes API of one cluster, as one person. Paths begin with `/api` or `/apis`. */
export class KubeApi {
  readonly cluster: string
  #token: string

  constructor(cluster: string, token: string) {
    this.cluster = cluster
    this.#token = token
  }

  get = <T = KubeObject>(path: string) => this.#call<T>('GET', path)
  getAs = <T>(path: string, accept: string) => this.#call<T>('GET', path, { accept })
  table = <T>(path: string) => this.getAs<T>(path, TABLE)

  post = (path: string, body: unknown) => this.#call<KubeObject>('POST', path, { body })

  patch(path: string, kind: PatchKind, body: unknown) {
    return this.#call<KubeObject>('PATCH', path, { body, type: PATCH_TYPES[kind] })
  }

  delete = (path: string) =>
    this.#call<unknown>('DELETE', path, { body: { propagationPolicy: 'Background' } })

  /** A bare request with this person's key, for those who read answers themselves. */
  fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.#token}` }
    return fetch(`/k8s/${this.cluster}${path}`, { ...init, headers })
  }

  /** Opens the streams of a container: what `kubectl exec` and `attach` speak over. */
  async connect(path: string): Promise<Channels> {
    const url = new URL(`/k8s/${this.cluster}${path}`, location.href)
    url.protocol = url.protocol.replace('http', 'ws')
    return openChannels(url.href, this.#token).catch(async () => {
      // A socket that is refused says nothing: the same question without one does.
      await this.#call('GET', path)
      throw new KubeError({ kind: 'Status', reason: 'Offline' }, 0)
    })
  }

  async #call<T>(
    method: string,
    path: string,
    { body, type = 'application/json', accept = 'application/json' }: CallOptions = {},
  ): Promise<T> {
    const headers: Record<string, string> = { accept }
    if (body !== undefined) headers['content-type'] = type
    const init: RequestInit = { method, headers }
    if (body !== undefined) init.body = JSON.stringify(body)
    const response = await this.fetch(path, init).catch(() => {
      throw new KubeError({ kind: 'Status', reason: 'Offline' }, 0)
    })
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) return answer as T
    const status = (answer ?? {}) as Partial<Status>
    throw new KubeError({ ...status, kind: 'Status' }, response.status)
  }
}

interface CallOptions {
  body?: unknown
  type?: string
  accept?: string
}

/**
 * Words for a person: the causes, one line each with its field; the message where it has no causes
 * or says more than they do.
 */
export function explain(error: unknown): string[] {
  if (!(error instanceof KubeError)) return [error instanceof Error ? error.message : String(error)]
  const causes = error.status.details?.causes ?? []
  const lines = causes.map(({ field, message = '' }) => (field ? `${field}: ${message}` : message))
  const isSaid = lines.length > 0 && lines.every((line) => error.message.includes(line))
  return [...new Set(isSaid ? lines : [error.message, ...lines])]
}
