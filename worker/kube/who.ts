import type { Actor } from '../../shared/engine/index.ts'
import type { Right } from '../tokens.ts'

/** Carries the verified right from the worker to a room. Only the worker can reach rooms. */
const HEADER = 'x-flotilla-right'

/** What rooms read of a request; everything else stays outside, tokens above all. */
const PASSED = ['accept', 'content-type', 'upgrade']

/** Headers for a room. What a client sent under our own name does not get in. */
export function withRight(headers: Headers, right: Right): Headers {
  const passed = new Headers({ [HEADER]: JSON.stringify(right) })
  for (const name of PASSED) {
    const value = headers.get(name)
    if (value !== null) passed.set(name, value)
  }
  return passed
}

/** Carries the protocols that a client offers for a session: tokens beside them stay outside. */
export const OFFERED = 'x-flotilla-protocols'

/** The right that came with a request to a room. */
export function rightOf(request: Request): Right {
  return JSON.parse(request.headers.get(HEADER) ?? '') as Right
}

/** People as Kubernetes users: teachers may do everything, students what their group may. */
export function actorOf({ cls, seat, role }: Right): Actor {
  if (cls === '') return { user: 'kubernetes-admin', groups: MASTERS }
  if (role === 'teacher') return { user: `teacher:${seat}`, groups: MASTERS }
  return { user: `student:${seat}`, groups: ['flotilla:students', 'system:authenticated'] }
}

const MASTERS = ['system:masters', 'system:authenticated']
