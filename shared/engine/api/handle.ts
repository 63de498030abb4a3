import type { Kind, Registry } from '../kinds/define-kind.ts'
import type { Actor, ApiRequest, Reply } from '../input.ts'
import type { Store } from '../store/store.ts'
import type { View } from '../store/view.ts'
import type { Door } from './admit.ts'
import { refuse } from './status.ts'

/** What the API server works on. */
export interface Api {
  registry: Registry
  /** By kind name. */
  kinds: ReadonlyMap<string, Kind>
  store: Store
  door: Door
  view: View
}

/** Answers one request to the Kubernetes API. Only POST, PUT, PATCH and DELETE change anything. */
export function handle(_api: Api, _request: ApiRequest, _actor: Actor): Reply {
  const status = refuse.noSuchPath()
  return { code: status.code, body: status as never }
}
