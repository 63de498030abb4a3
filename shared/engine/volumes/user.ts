import type { Container, Pod } from '../kinds/pod/schema.ts'
import type { ImageConfig } from '../programs/image-config.ts'

/** As whom a container runs. */
export interface User {
  name: string
  uid: number
  home: string
}

/** The user of a container: what it says, what its pod says, what its image says. */
export function userOf(pod: Pod, spec: Container, config?: Pick<ImageConfig, 'user'>): User {
  const asked = spec.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser
  const { name, uid } = config?.user ?? { name: 'root', uid: 0 }
  if (asked === undefined || asked === uid) {
    return { name, uid, home: uid === 0 ? '/root' : `/home/${name}` }
  }
  if (asked === 0) return { name: 'root', uid: 0, home: '/root' }
  // A number that no /etc/passwd knows: whoami says `unknown uid`, and there is no home.
  return { name: String(asked), uid: asked, home: '/' }
}
