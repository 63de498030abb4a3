import { findImage } from '../images/find.ts'
import { parseReference } from '../images/reference.ts'
import type { Unit } from './life.ts'

/**
 * Why a container that must not run as root would do so; undefined where it would not. Source:
 * kuberuntime/security_context_others.go verifyRunAsNonRoot (v1.32).
 */
export function rootProblem({ life, spec, note }: Unit): string | undefined {
  const { metadata, spec: wanted } = life.pod
  const own = spec.securityContext
  if ((own?.runAsNonRoot ?? wanted.securityContext?.runAsNonRoot) !== true) return undefined
  const asked = own?.runAsUser ?? wanted.securityContext?.runAsUser
  if (asked !== undefined && asked !== 0) return undefined
  const { name, namespace, uid } = metadata
  const where = `(pod: "${name}_${namespace}(${uid})", container: ${spec.name})`
  if (asked === 0) return `container's runAsUser breaks non-root policy ${where}`
  const reference = parseReference(note.image ?? spec.image ?? '')
  const found = reference && findImage(life.view, reference)
  if (typeof found !== 'object' || (found.config.user?.uid ?? 0) !== 0) return undefined
  return `container has runAsNonRoot and image will run as root ${where}`
}
