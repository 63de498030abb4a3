import { hex16 } from '../luck.ts'
import type { Draft } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { SECOND, type Millis } from '../time.ts'
import type { PersistentVolume } from '../kinds/persistentvolume/schema.ts'
import { LOCAL_PATH } from '../kinds/storageclass/defaults.ts'
import { BIND_COMPLETED, PROVISIONED_BY, PROVISIONER, SELECTED_NODE } from './marks.ts'
import { classOf, keptVolume } from './match.ts'
import type { PersistentVolumeClaim } from '../kinds/persistentvolumeclaim/schema.ts'

/** How a provisioner of this cluster makes volumes. Others are waited for, for ever. */
interface Provisioner {
  /** Who reports. */
  component: string
  /** Ways of use that it offers. */
  modes: readonly string[]
  /** What it says of others. */
  refusal: string
  /** Its volumes live on the node that was chosen. */
  onNode: boolean
  path(claim: PersistentVolumeClaim, name: string): string
}

const PROVISIONERS: Readonly<Record<string, Provisioner>> = {
  [LOCAL_PATH]: {
    component: `${LOCAL_PATH}_local-path-provisioner`,
    modes: ['ReadWriteOnce', 'ReadWriteOncePod'],
    refusal: 'NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes',
    onNode: true,
    path: ({ metadata }, name) =>
      `/var/local-path-provisioner/${name}_${metadata.namespace}_${metadata.name}`,
  },
  'k8s.io/minikube-hostpath': {
    component: 'k8s.io/minikube-hostpath_minikube',
    modes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
    refusal: '',
    onNode: false,
    path: ({ metadata }) => `/tmp/hostpath-provisioner/${metadata.namespace}/${metadata.name}`,
  },
}

/** Is there somebody here who makes, and deletes, volumes for a class? */
export function isProvisioner(name: string): boolean {
  return PROVISIONERS[name] !== undefined
}

/** How long it takes to make or delete a directory by a helper pod. */
const WORK_MS = { least: 2 * SECOND, more: 3 * SECOND }

/** When a piece of work that began at an instant is done. */
export function workDone(luck: number, since: Millis): Millis {
  return since + WORK_MS.least + Math.floor(luck * WORK_MS.more)
}

/** Makes the volume for a claim that was handed to a provisioner. Source: sig-storage-lib. */
export function provision(claim: PersistentVolumeClaim, view: View): Plan {
  const { metadata } = claim
  const name = metadata.annotations?.[PROVISIONER]
  const worker = name ? PROVISIONERS[name] : undefined
  const isOver = metadata.annotations?.[BIND_COMPLETED] || metadata.deletionTimestamp
  if (!name || !worker || isOver || keptVolume(claim, view)) return plan().memo(null)
  const begun = view.memo<number>()
  if (begun === undefined) return begin(claim, worker, view)
  const doneAt = workDone(view.luck(claim, 'provision'), begun)
  if (view.now < doneAt) return plan().memo(begun).wakeAt(doneAt)
  const volume = volumeFor(claim, name, worker, view)
  const message = `Successfully provisioned volume ${volume.metadata.name}`
  const component = componentOf(worker)
  return plan()
    .create(volume)
    .event({
      regarding: claim,
      type: 'Normal',
      reason: 'ProvisioningSucceeded',
      message,
      component,
    })
    .memo(null)
}

function begin(claim: PersistentVolumeClaim, worker: Provisioner, view: View): Plan {
  const component = componentOf(worker)
  const { namespace, name } = claim.metadata
  const what = `External provisioner is provisioning volume for claim "${namespace}/${name}"`
  const result = plan().event({
    regarding: claim,
    type: 'Normal',
    reason: 'Provisioning',
    message: what,
    component,
  })
  const problem = problemOf(claim, worker, view)
  if (!problem) {
    return result.memo(view.now).wakeAt(workDone(view.luck(claim, 'provision'), view.now))
  }
  const storageClass = claim.spec.storageClassName ?? ''
  const message = `failed to provision volume with StorageClass "${storageClass}": ${problem}`
  const reason = 'ProvisioningFailed'
  return result.event({ regarding: claim, type: 'Warning', reason, message, component })
}

function problemOf(
  { spec, metadata }: PersistentVolumeClaim,
  { modes, refusal, onNode }: Provisioner,
  view: View,
): string | undefined {
  if (spec.selector) return 'claim.Spec.Selector is not supported'
  if ((spec.accessModes ?? []).some((mode) => !modes.includes(mode))) return refusal
  if (!onNode) return undefined
  const node = metadata.annotations?.[SELECTED_NODE]
  if (!node) return 'configuration error, no node was specified'
  return view.get('Node', '', node) ? undefined : `node "${node}" not found`
}

function volumeFor(
  claim: PersistentVolumeClaim,
  provisioner: string,
  worker: Provisioner,
  view: View,
): Draft {
  const { metadata, spec } = claim
  const name = `pvc-${metadata.uid}`
  const node = metadata.annotations?.[SELECTED_NODE] ?? ''
  const hostname = { key: 'kubernetes.io/hostname', operator: 'In' as const, values: [node] }
  const volume: Omit<PersistentVolume, 'metadata' | 'status'> & Pick<Draft, 'metadata'> = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, annotations: { [PROVISIONED_BY]: provisioner } },
    spec: {
      accessModes: spec.accessModes ?? [],
      capacity: { storage: spec.resources.requests?.storage ?? '0' },
      claimRef: {
        kind: 'PersistentVolumeClaim',
        apiVersion: 'v1',
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        uid: metadata.uid,
        resourceVersion: metadata.resourceVersion,
      },
      hostPath: { path: worker.path(claim, name), type: 'DirectoryOrCreate' },
      persistentVolumeReclaimPolicy: classOf(claim, view)?.reclaimPolicy ?? 'Delete',
      volumeMode: spec.volumeMode,
      ...(spec.storageClassName ? { storageClassName: spec.storageClassName } : {}),
      ...(worker.onNode
        ? { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [hostname] }] } } }
        : {}),
    },
  }
  return volume
}

/** A replica of the provisioner reports under its own name. */
function componentOf({ component }: Provisioner): string {
  return `${component}_${hex16('provisioner', component, 'id').slice(0, 12)}`
}
