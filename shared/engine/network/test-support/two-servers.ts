import type { HttpRequest } from '../../programs/net.ts'
import { Town } from './town.ts'

/** Two web servers on two nodes, a client on the first. */
export function town(): Town {
  const made = new Town()
  made.client()
  made.web('a', 'node-1')
  made.web('b', 'node-2')
  made.settle('client', 'a', 'b')
  return made
}

/** A plain request to a host. */
export function asked(host: string): HttpRequest {
  return { method: 'GET', scheme: 'http', host, port: 80, path: '/', headers: {}, body: '' }
}

/** Readiness that never comes. */
export const FAILING = { readinessProbe: { httpGet: { path: '/', port: 9 } } }
