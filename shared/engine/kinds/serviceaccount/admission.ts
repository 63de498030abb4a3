import type { Draft, KubeObject } from '../../object.ts'
import { refuse } from '../../api/status.ts'
import type { View } from '../../store/view.ts'
import { parseTimestamp, SECOND } from '../../time.ts'
import type { AdmissionRule } from '../define-kind.ts'
import { fiveLetters } from '../five-letters.ts'
import type { Container, Pod, PodSpec, Volume } from '../pod/schema.ts'
import type { ServiceAccount } from './schema.ts'

const DEFAULT_ACCOUNT = 'default'
/** Where a container finds its token, the cluster's certificate and its namespace. */
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount'
const VOLUME_PREFIX = 'kube-api-access-'
/** One hour and a little: the token is renewed before it ends. */
const TOKEN_SECONDS = 3607
const ROOT_CA = 'kube-root-ca.crt'

type Specified = Draft & { spec?: Partial<PodSpec> }

/**
 * Every pod runs under an account: gives it `default` where none is named, mounts the account's
 * token, and refuses pods of accounts that do not exist.
 * Source: plugin/pkg/admission/serviceaccount/admission.go.
 */
export const serviceAccountAdmission: AdmissionRule = {
  name: 'ServiceAccount',
  kinds: ['Pod'],
  mutate: (draft, view) => withAccount(draft as Specified, view),
  check(object, view) {
    const { metadata, spec } = object as Pod
    const name = spec.serviceAccountName ?? DEFAULT_ACCOUNT
    if (accountOf(view, metadata.namespace, name)) return undefined
    if (name === DEFAULT_ACCOUNT && isBrandNew(metadata.namespace, view)) return undefined
    const about = { group: '', resource: 'pods', name: metadata.name }
    const why = `serviceaccount "${name}" not found`
    return refuse.forbidden(
      about,
      `error looking up service account ${metadata.namespace ?? ''}/${name}: ${why}`,
    )
  },
}

/** So old is a namespace, at most, whose account may still be on its way. */
const NEW_MS = SECOND

/**
 * Upstream refuses pods until the account is there, a few milliseconds after their namespace; no
 * client is quick enough to see that. Here a world, or one file, makes both in one instant.
 */
function isBrandNew(namespace: string | undefined, view: View): boolean {
  const home = view.get('Namespace', '', namespace ?? '')
  const born = home && parseTimestamp(home.metadata.creationTimestamp)
  return born !== undefined && view.now - born < NEW_MS
}

function accountOf(view: View, namespace: string | undefined, name: string) {
  return view.get<ServiceAccount>('ServiceAccount', namespace ?? '', name)
}

function withAccount(draft: Specified, view: View): Draft {
  const given = draft.spec ?? {}
  const name = given.serviceAccountName || given.serviceAccount || DEFAULT_ACCOUNT
  const account = accountOf(view, draft.metadata.namespace, name)
  let spec: Partial<PodSpec> = { ...given, serviceAccountName: name, serviceAccount: name }
  const wanted = given.automountServiceAccountToken ?? account?.automountServiceAccountToken
  if (wanted ?? true) spec = withToken(spec, draft, view)
  if (!spec.imagePullSecrets?.length && account?.imagePullSecrets?.length) {
    spec.imagePullSecrets = account.imagePullSecrets
  }
  return { ...draft, spec } as Draft
}

/** Adds the token's volume and a mount in each container that has none at that path. */
function withToken(spec: Partial<PodSpec>, draft: Specified, view: View): Partial<PodSpec> {
  const volumes = spec.volumes ?? []
  const present = volumes.find((volume) => volume.name.startsWith(VOLUME_PREFIX))
  const name = present?.name ?? freshName(draft, view)
  const lists = [spec.initContainers ?? [], spec.containers ?? []]
  if (!lists.flat().some((container) => !hasMount(container))) return spec
  const mounted = (containers: readonly Container[] | null | undefined) =>
    containers?.map((container) => (hasMount(container) ? container : withMount(container, name)))
  const next: Partial<PodSpec> = { ...spec }
  if (spec.initContainers) next.initContainers = mounted(spec.initContainers) ?? []
  next.containers = mounted(spec.containers) ?? []
  if (!present) next.volumes = [...volumes, tokenVolume(name)]
  return next
}

function hasMount(container: Container): boolean {
  return (container.volumeMounts ?? []).some((mount) => mount.mountPath === TOKEN_PATH)
}

function withMount(container: Container, name: string): Container {
  const mount = { name, readOnly: true, mountPath: TOKEN_PATH }
  return { ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] }
}

function tokenVolume(name: string): Volume {
  const namespace = { apiVersion: 'v1', fieldPath: 'metadata.namespace' }
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
        { configMap: { name: ROOT_CA, items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { downwardAPI: { items: [{ path: 'namespace', fieldRef: namespace }] } },
      ],
      defaultMode: 420,
    },
  }
}

function freshName(draft: Draft, view: View): string {
  return VOLUME_PREFIX + fiveLetters(view.luck(draft as KubeObject, VOLUME_PREFIX))
}
