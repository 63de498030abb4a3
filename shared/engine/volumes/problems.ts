import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'
import type { Pod, Volume } from '../kinds/pod/schema.ts'
import { claimNameOf } from './claims.ts'
import type { PodFrame } from './downward.ts'
import { hostPathProblem, hostTree } from './host.ts'
import { contentOf, notFound, sourceAt, type SourceKind } from './sources.ts'

/** What a volume wants of a ConfigMap or Secret. */
interface Wanted {
  kind: SourceKind
  name: string
  /** Keys that must be there. */
  keys: readonly string[]
  optional: boolean
}

/**
 * Why a volume cannot be mounted, in upstream's words; undefined when it can. LIFE-018, INIT-009.
 * Source: pkg/volume/configmap, secret, projected, hostpath (v1.32).
 */
export function volumeProblem(frame: PodFrame, volume: Volume): string | undefined {
  const { pod, node, view } = frame
  for (const wanted of wantedBy(volume)) {
    const why = sourceProblem(frame, wanted)
    if (why) return why
  }
  if (volume.hostPath) return hostPathProblem(volume.hostPath, hostTree(node, view))
  return notModelled(pod, volume)
}

/**
 * Why a claim cannot be used yet; the kubelet tells that in another way than what fails to mount.
 * Source: kubelet/volumemanager/populator getPVCExtractPV (v1.32).
 */
export function claimProblem({ pod, view }: PodFrame, volume: Volume): string | undefined {
  const name = claimNameOf(pod, volume)
  if (name === undefined) return undefined
  const namespace = pod.metadata.namespace ?? ''
  const claim = view.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name)
  const failed = (why: string): string => `error processing PVC ${namespace}/${name}: ${why}`
  if (!claim) {
    const why = `persistentvolumeclaims "${name}" not found`
    return failed(`failed to fetch PVC from API server: ${why}`)
  }
  if (claim.metadata.deletionTimestamp && claim.status.phase !== 'Bound') {
    return failed("can't start pod because PVC is being deleted")
  }
  const isBound = claim.status.phase === 'Bound' && Boolean(claim.spec.volumeName)
  return isBound ? undefined : failed('PVC is not bound')
}

function sourceProblem({ pod, view }: PodFrame, wanted: Wanted): string | undefined {
  const { kind, name, keys, optional } = wanted
  const source = sourceAt(view, kind, pod.metadata.namespace ?? '', name)
  if (!source) return optional ? undefined : notFound(kind, name)
  if (optional) return undefined
  const content = contentOf(source)
  const gone = keys.find((key) => content[key] === undefined)
  if (gone === undefined) return undefined
  return kind === 'ConfigMap'
    ? `configmap references non-existent config key: ${gone}`
    : `references non-existent secret key: ${gone}`
}

function wantedBy({ configMap, secret, projected }: Volume): Wanted[] {
  if (configMap) return [wants('ConfigMap', configMap.name, configMap)]
  if (secret) return [wants('Secret', secret.secretName, secret)]
  return (projected?.sources ?? []).flatMap((part) => [
    ...(part.configMap ? [wants('ConfigMap', part.configMap.name, part.configMap)] : []),
    ...(part.secret ? [wants('Secret', part.secret.name, part.secret)] : []),
  ])
}

function wants(
  kind: SourceKind,
  name = '',
  how: { items?: readonly { key: string }[]; optional?: boolean },
): Wanted {
  const keys = (how.items ?? []).map(({ key }) => key)
  return { kind, name, keys, optional: how.optional ?? false }
}

/** What a driver or a server outside would have to give: the words of a kubelet without it. */
function notModelled(_pod: Pod, volume: Volume): string | undefined {
  if (volume.csi) {
    const { driver } = volume.csi
    return (
      'kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: ' +
      `driver name ${driver} not found in the list of registered CSI drivers`
    )
  }
  if (volume.nfs) return `mount failed: exit status 32: mount.nfs: Connection timed out`
  return undefined
}
