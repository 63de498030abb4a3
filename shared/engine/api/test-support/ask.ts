import type { ApiRequest, Reply } from '../../input.ts'
import type { Lab } from '../../kubelet/test-support/lab.ts'
import { teacher } from './desk.ts'

/** Sends a request to a lab's API server; a body goes out as JSON unless it says otherwise. */
export function ask(
  lab: Lab,
  method: ApiRequest['method'],
  path: string,
  body?: unknown,
  contentType = 'application/json',
): Reply {
  const { cluster } = lab
  const request: ApiRequest = { method, path, contentType }
  if (body !== undefined) request.body = JSON.stringify(body)
  const input = { seq: cluster.seq + 1, at: cluster.now, actor: teacher }
  const { reply, changes } = cluster.step({ ...input, do: { type: 'request', request } })
  lab.changes.push(...changes)
  return reply
}
