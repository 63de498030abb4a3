import type { Right } from './tokens.ts'

/** What a kubeconfig is for. */
interface Wish {
  cluster: string
  /** Good for this cluster only. */
  token: string
  role: Right['role']
}

/**
 * The file that the real kubectl reads. kubectl drops tokens over plain http, so there the right
 * stands in the address. JSON strings are YAML strings.
 */
export function kubeconfig(origin: string, { cluster, token, role }: Wish): string {
  const isHttps = origin.startsWith('https:')
  const server = `${origin}/k8s/${cluster}${isHttps ? '' : `/t/${token}`}`
  return `apiVersion: v1
kind: Config
clusters:
- name: flotilla
  cluster:
    server: ${JSON.stringify(server)}
users:
- name: ${role}
  user:
    token: ${JSON.stringify(token)}
contexts:
- name: flotilla
  context:
    cluster: flotilla
    user: ${role}
    namespace: default
current-context: flotilla
`
}
