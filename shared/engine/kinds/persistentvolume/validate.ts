import { equal } from '../../json.ts'
import { checkMetadata, checkMetadataUpdate } from '../../schema/check-metadata.ts'
import {
  forbidden,
  required,
  unsupported,
  wrong,
  type FieldError,
} from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import { parseQuantity } from '../../schema/quantity.ts'
import { isDnsSubdomain, unchanged } from '../../schema/rules.ts'
import { ACCESS_MODES, type PersistentVolume } from './schema.ts'
import { persistentVolumeSourceFields } from './sources.ts'

/** Upstream lists them in the order of text. */
const MODES = [...ACCESS_MODES].sort((a, b) => (a < b ? -1 : 1))
const POLICIES = ['Delete', 'Recycle', 'Retain']
const VOLUME_MODES = ['Block', 'Filesystem']
const SOURCES = Object.keys(persistentVolumeSourceFields)

/** What is wrong with a PersistentVolume. Upstream: ValidatePersistentVolume (v1.32). */
export function validateVolume(volume: PersistentVolume): FieldError[] {
  const { spec } = volume
  return [
    ...checkMetadata(volume, 'Cluster', dnsSubdomain),
    ...checkAccessModes(spec.accessModes),
    ...checkCapacity(spec.capacity ?? {}),
    ...checkPolicy(volume),
    ...checkAffinity(volume),
    ...checkSource(volume),
    ...(spec.storageClassName
      ? isDnsSubdomain(spec.storageClassName, 'spec.storageClassName')
      : []),
    ...(VOLUME_MODES.includes(spec.volumeMode)
      ? []
      : [unsupported('spec.volumeMode', spec.volumeMode, VOLUME_MODES)]),
  ]
}

/** Ways of use: at least one, all of them known, and one that excludes the others alone. */
export function checkAccessModes(modes: readonly string[] = [], empty = ''): FieldError[] {
  if (modes.length === 0) return [required('spec.accessModes', empty)]
  const errors = modes
    .filter((mode) => !MODES.some((known) => known === mode))
    .map((mode) => unsupported('spec.accessModes', mode, MODES))
  if (modes.includes('ReadWriteOncePod') && modes.length > 1) {
    const rule = 'may not use ReadWriteOncePod with other access modes'
    errors.push(forbidden('spec.accessModes', rule))
  }
  return errors
}

function checkCapacity(capacity: Readonly<Record<string, string>>): FieldError[] {
  if (Object.keys(capacity).length === 0) return [required('spec.capacity')]
  if (capacity.storage === undefined || Object.keys(capacity).length > 1) {
    return [unsupported('spec.capacity', capacity, ['storage'])]
  }
  const amount = parseQuantity(capacity.storage)
  if (!amount || amount.nano > 0n) return []
  return [wrong('spec.capacity[storage]', capacity.storage, 'must be greater than zero')]
}

function checkPolicy({ spec }: PersistentVolume): FieldError[] {
  const { persistentVolumeReclaimPolicy: policy, hostPath } = spec
  if (!POLICIES.includes(policy)) {
    return [unsupported('spec.persistentVolumeReclaimPolicy', policy, POLICIES)]
  }
  if (policy !== 'Recycle' || hostPath?.path !== '/') return []
  const rule = "may not be 'recycle' for a hostPath mount of '/'"
  return [forbidden('spec.persistentVolumeReclaimPolicy', rule)]
}

function checkAffinity({ spec }: PersistentVolume): FieldError[] {
  const { local, nodeAffinity } = spec
  if (local && !nodeAffinity) {
    return [required('spec.nodeAffinity', 'Local volume requires node affinity')]
  }
  if (!nodeAffinity) return []
  const path = 'spec.nodeAffinity.required'
  if (!nodeAffinity.required) return [required(path, 'must specify required node constraints')]
  if ((nodeAffinity.required.nodeSelectorTerms ?? []).length > 0) return []
  const rule = 'must have at least one node selector term'
  return [required(`${path}.nodeSelectorTerms`, rule)]
}

function checkSource(volume: PersistentVolume): FieldError[] {
  const given = SOURCES.filter((name) => sourceOf(volume, name) !== undefined)
  if (given.length === 0) return [required('spec', 'must specify a volume type')]
  const errors = given
    .slice(1)
    .map((name) => forbidden(`spec.${name}`, 'may not specify more than 1 volume type'))
  const { hostPath, local, nfs } = volume.spec
  if (hostPath) errors.push(...checkPath(hostPath.path, 'spec.hostPath.path'))
  if (local) errors.push(...checkPath(local.path, 'spec.local.path'))
  if (nfs && !nfs.server) errors.push(required('spec.nfs.server'))
  if (nfs && !nfs.path) errors.push(required('spec.nfs.path'))
  return errors
}

function checkPath(path: string, field: string): FieldError[] {
  if (!path) return [required(field)]
  return path.split('/').includes('..') ? [wrong(field, path, "must not contain '..'")] : []
}

/** What an update may not do. Upstream: ValidatePersistentVolumeUpdate. */
export function validateVolumeUpdate(next: PersistentVolume, old: PersistentVolume): FieldError[] {
  const errors = checkMetadataUpdate(next, old)
  const changed = SOURCES.some((name) => !equal(sourceOf(next, name), sourceOf(old, name)))
  if (changed) {
    const field = 'spec.persistentvolumesource'
    errors.push(forbidden(field, 'spec.persistentvolumesource is immutable after creation'))
  }
  errors.push(...unchanged(next.spec.volumeMode, old.spec.volumeMode, 'spec.volumeMode'))
  if (old.spec.nodeAffinity) {
    errors.push(...unchanged(next.spec.nodeAffinity, old.spec.nodeAffinity, 'spec.nodeAffinity'))
  }
  return errors
}

const sourceOf = ({ spec }: PersistentVolume, name: string): unknown =>
  spec[name as keyof PersistentVolume['spec']]
