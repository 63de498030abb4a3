import type { Actor } from '../../shared/engine/index.ts'
import type { Right } from '../tokens.ts'

/** Carries the verified right from the worker to a room. Only the worker can reach rooms. */
const HEADER = 'x-flotilla-right'

/** Headers for a room; whatever a client sent under this name is overwritten. */
export function withRight(headers: Headers, right: Right): Headers {
  const copy = new Headers(headers)
  copy.set(HEADER, JSON.stringify(right))
  copy.delete('authorization')
  return copy
}

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
