import {
  forbidden,
  notFound,
  required,
  unsupported,
  wrong,
  type FieldError,
} from '../../../schema/field-errors.ts'
import type { Container, EphemeralContainer, VolumeMount } from '../schema/container.ts'
import type { Volume } from '../schema/volume.ts'
import { localDescending, noBacksteps } from './path.ts'

/** Upstream: core/validation ValidateVolumeMounts, ValidateVolumeDevices (v1.32). */

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None']

/** Where a container sees the pod's volumes, as files and as raw devices. */
export function checkMounts(
  container: Container | EphemeralContainer,
  volumes: readonly Volume[],
  field: string,
): FieldError[] {
  const mounts = container.volumeMounts ?? []
  const seen = new Set<string>()
  const errors = mounts.flatMap((mount, index) => {
    const path = `${field}.volumeMounts[${index}]`
    const own = checkMount(mount, container, volumes, path)
    if (seen.has(mount.mountPath)) {
      own.push(wrong(`${path}.mountPath`, mount.mountPath, 'must be unique'))
    }
    seen.add(mount.mountPath)
    return [
      ...own,
      ...checkSubPath(mount, volumes, path, `${field}.volumeMounts`),
      ...checkPropagation(mount, container, `${field}.volumeMounts`),
    ]
  })
  return [...errors, ...checkDevices(container, volumes, `${field}.volumeDevices`)]
}

function checkMount(
  mount: VolumeMount,
  container: Container | EphemeralContainer,
  volumes: readonly Volume[],
  path: string,
): FieldError[] {
  const devices = container.volumeDevices ?? []
  const errors: FieldError[] = []
  if (!mount.name) errors.push(required(`${path}.name`))
  if (!volumes.some((volume) => volume.name === mount.name)) {
    errors.push(notFound(`${path}.name`, mount.name))
  }
  if (!mount.mountPath) errors.push(required(`${path}.mountPath`))
  if (devices.some(({ name }) => name === mount.name)) {
    errors.push(wrong(`${path}.name`, mount.name, 'must not already exist in volumeDevices'))
  }
  if (devices.some(({ devicePath }) => devicePath === mount.mountPath)) {
    const rule = 'must not already exist as a path in volumeDevices'
    errors.push(wrong(`${path}.mountPath`, mount.mountPath, rule))
  }
  return errors
}

function checkSubPath(
  { name, subPath, subPathExpr }: VolumeMount,
  volumes: readonly Volume[],
  path: string,
  field: string,
): FieldError[] {
  const errors: FieldError[] = []
  if (volumes.some((volume) => volume.name === name && volume.image)) {
    const rule = 'not allowed in image volume sources'
    if (subPath) errors.push(wrong(`${path}.subPath`, subPath, rule))
    if (subPathExpr) errors.push(wrong(`${path}.subPathExpr`, subPathExpr, rule))
  }
  if (subPath) errors.push(...localDescending(subPath, `${field}.subPath`))
  if (!subPathExpr) return errors
  if (subPath) {
    const rule = 'subPathExpr and subPath are mutually exclusive'
    errors.push(wrong(`${path}.subPathExpr`, subPathExpr, rule))
  }
  return [...errors, ...localDescending(subPathExpr, `${field}.subPathExpr`)]
}

function checkPropagation(
  { mountPropagation, recursiveReadOnly, readOnly }: VolumeMount,
  { securityContext }: Container | EphemeralContainer,
  field: string,
): FieldError[] {
  const errors: FieldError[] = []
  if (mountPropagation !== undefined && !PROPAGATIONS.includes(mountPropagation)) {
    errors.push(unsupported(`${field}.mountPropagation`, mountPropagation, PROPAGATIONS))
  }
  if (mountPropagation === 'Bidirectional' && !securityContext?.privileged) {
    const rule = 'Bidirectional mount propagation is available only to privileged containers'
    errors.push(forbidden(`${field}.mountPropagation`, rule))
  }
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') return errors
  const place = `${field}.recursiveReadOnly`
  if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') {
    const words = ['Disabled', 'Enabled', 'IfPossible']
    return [...errors, unsupported(place, recursiveReadOnly, words)]
  }
  if (!readOnly) errors.push(forbidden(place, 'may only be specified when readOnly is true'))
  if (mountPropagation !== undefined && mountPropagation !== 'None') {
    const rule = 'may only be specified when mountPropagation is None or not specified'
    errors.push(forbidden(place, rule))
  }
  return errors
}

function checkDevices(
  container: Container | EphemeralContainer,
  volumes: readonly Volume[],
  field: string,
): FieldError[] {
  const names = new Set<string>()
  const paths = new Set<string>()
  return (container.volumeDevices ?? []).flatMap(({ name, devicePath }, index) => {
    const path = `${field}[${index}]`
    const volume = volumes.find((one) => one.name === name)
    const isClaim = volume?.persistentVolumeClaim !== undefined || volume?.ephemeral !== undefined
    const errors: FieldError[] = name ? [] : [required(`${path}.name`)]
    if (names.has(name)) errors.push(wrong(`${path}.name`, name, 'must be unique'))
    if (volume && !isClaim) {
      const rule =
        'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'
      errors.push(wrong(`${path}.name`, name, rule))
    }
    if (!volume) errors.push(notFound(`${path}.name`, name))
    if (!devicePath) errors.push(required(`${path}.devicePath`))
    if (paths.has(devicePath)) {
      errors.push(wrong(`${path}.devicePath`, devicePath, 'must be unique'))
    }
    if (noBacksteps(devicePath, '').length > 0) {
      errors.push(wrong(`${path}.devicePath`, devicePath, "can not contain backsteps ('..')"))
    } else paths.add(devicePath)
    names.add(name)
    return [...errors, ...overlaps(container.volumeMounts ?? [], name, devicePath, path)]
  })
}

function overlaps(
  mounts: readonly VolumeMount[],
  name: string,
  devicePath: string,
  path: string,
): FieldError[] {
  const errors: FieldError[] = []
  if (mounts.some((mount) => mount.name === name)) {
    errors.push(wrong(`${path}.name`, name, 'must not already exist in volumeMounts'))
  }
  if (mounts.some(({ mountPath }) => mountPath === devicePath)) {
    const rule = 'must not already exist as a path in volumeMounts'
    errors.push(wrong(`${path}.devicePath`, devicePath, rule))
  }
  return errors
}
