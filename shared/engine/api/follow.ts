import type { Actor, ApiRequest, Reply } from '../input.ts'
import { readLog, type LogReading } from '../kinds/pod/log.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { refused } from './call.ts'
import { callOf, type Api } from './handle.ts'
import { Query } from './query.ts'
import { objectOf } from './reading.ts'
import { routeOf } from './route.ts'
import { isStatus, refuse } from './status.ts'

/** Does the request ask for a log that goes on? */
export function asksForFollow({ method, path, query }: ApiRequest): boolean {
  return method === 'GET' && /\/pods\/[^/]+\/log\/?$/.test(path) && new Query(query).flag('follow')
}

/** Is the answer a log to read on, or a refusal? */
export function isReading(answer: Reply | LogReading): answer is LogReading {
  return 'follows' in answer
}

/**
 * Opens a log that goes on. The room that holds it writes what `next` gives, now and after every
 * step, wakes the cluster at `nextAt`, and ends the stream when it `isOver`.
 */
export function openLog(api: Api, request: ApiRequest, actor: Actor): Reply | LogReading {
  const route = routeOf(api.registry, request.path, actor)
  if (route.to !== 'objects') return refused(refuse.noSuchPath())
  const query = new Query(request.query)
  const call = callOf(api, request, actor, query, route.target)
  if (isStatus(call)) return refused(call)
  const object = objectOf(call)
  if (isStatus(object)) return refused(object)
  const param = (name: string): string[] => query.all(name)
  const reading = readLog(object as Pod, api.view, api.registry.telemetry, param)
  if (reading === undefined) return { code: 204, body: '', contentType: 'text/plain' }
  return isStatus(reading) ? refused(reading) : reading
}
