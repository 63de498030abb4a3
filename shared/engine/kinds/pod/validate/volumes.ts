import { checkWords } from '../../../schema/check-words.ts'
import {
  duplicate,
  forbidden,
  notFound,
  required,
  unsupported,
  wrong,
  type FieldError,
} from '../../../schema/field-errors.ts'
import { isDnsLabel } from '../../../schema/rules.ts'
import { volumeMount, type VolumeMount } from '../schema/container.ts'
import type { KeyToPath } from '../schema/local-volumes.ts'
import { volumeSourceFields, type Volume } from '../schema/volume.ts'
import { checkFieldRef, checkResourceRef } from './env.ts'

/** Upstream: core/validation ValidateVolumes, ValidateVolumeMounts (v1.32). */

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
]
const DOWNWARD_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
]
/** The order in which sources are looked at, where a second one is refused. */
const SOURCES = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'persistentVolumeClaim',
  ...Object.keys(volumeSourceFields),
]

/** The volumes of a pod. */
export function checkVolumes(volumes: readonly Volume[], field: string): FieldError[] {
  const names = new Set<string>()
  return volumes.flatMap((volume, index) => {
    const path = `${field}[${index}]`
    const errors = checkSources(volume, path)
    if (!volume.name) errors.push(required(`${path}.name`))
    else {
      errors.push(...isDnsLabel(volume.name, `${path}.name`))
      if (names.has(volume.name)) errors.push(duplicate(`${path}.name`, volume.name))
      names.add(volume.name)
    }
    return errors
  })
}

function checkSources(volume: Volume, path: string): FieldError[] {
  const given = [...new Set(SOURCES)].filter((name) => volume[name as keyof Volume] !== undefined)
  if (given.length === 0) return [required(path, 'must specify a volume type')]
  const rule = 'may not specify more than 1 volume type'
  return [
    ...checkSource(volume, given[0] ?? '', path),
    ...given.slice(1).map((name) => forbidden(`${path}.${name}`, rule)),
  ]
}

function checkSource(volume: Volume, source: string, path: string): FieldError[] {
  const field = `${path}.${source}`
  switch (source) {
    case 'emptyDir':
      return volume.emptyDir?.sizeLimit?.startsWith('-')
        ? [forbidden(`${field}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
        : []
    case 'hostPath':
      return checkHostPath(volume, field)
    case 'configMap':
      return [
        ...present(volume.configMap?.name, `${field}.name`),
        ...checkMode(volume.configMap?.defaultMode, `${field}.defaultMode`),
        ...checkItems(volume.configMap?.items ?? [], `${field}.items`),
      ]
    case 'secret':
      return [
        ...present(volume.secret?.secretName, `${field}.secretName`),
        ...checkMode(volume.secret?.defaultMode, `${field}.defaultMode`),
        ...checkItems(volume.secret?.items ?? [], `${field}.items`),
      ]
    case 'persistentVolumeClaim':
      return present(volume.persistentVolumeClaim?.claimName, `${field}.claimName`)
    case 'nfs':
      return [
        ...present(volume.nfs?.server, `${field}.server`),
        ...present(volume.nfs?.path, `${field}.path`),
      ]
    case 'downwardAPI':
      return checkDownward(volume, field)
    default:
      return []
  }
}

const present = (value: string | undefined, field: string): FieldError[] =>
  value ? [] : [required(field)]

function checkHostPath({ hostPath }: Volume, field: string): FieldError[] {
  if (!hostPath?.path) return [required(`${field}.path`)]
  const errors = noBacksteps(hostPath.path, `${field}.path`)
  if (HOST_PATH_TYPES.includes(hostPath.type)) return errors
  return [...errors, unsupported(`${field}.type`, hostPath.type, HOST_PATH_TYPES)]
}

function checkDownward({ downwardAPI }: Volume, field: string): FieldError[] {
  const errors = checkMode(downwardAPI?.defaultMode, `${field}.defaultMode`)
  for (const item of downwardAPI?.items ?? []) {
    errors.push(...checkPath(item.path, `${field}.path`))
    if (item.fieldRef && item.resourceFieldRef) {
      const rule = 'fieldRef and resourceFieldRef can not be specified simultaneously'
      errors.push(wrong(field, 'resource', rule))
    } else if (item.fieldRef) {
      errors.push(...checkFieldRef(item.fieldRef, DOWNWARD_FIELDS, `${field}.fieldRef`))
    } else if (item.resourceFieldRef) {
      errors.push(...checkResourceRef(item.resourceFieldRef, `${field}.resourceFieldRef`, true))
    } else errors.push(required(`${field}.fieldRef`, 'one of fieldRef and resourceFieldRef'))
    errors.push(...checkMode(item.mode, `${field}.mode`))
  }
  return errors
}

function checkItems(items: readonly KeyToPath[], field: string): FieldError[] {
  return items.flatMap((item, index) => [
    ...present(item.key, `${field}[${index}].key`),
    ...checkPath(item.path, `${field}[${index}].path`),
    ...checkMode(item.mode, `${field}[${index}].mode`),
  ])
}

function checkPath(path: string, field: string): FieldError[] {
  return path ? localDescending(path, field) : [required(field)]
}

function checkMode(mode: number | undefined, field: string): FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return []
  return [wrong(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')]
}

/** A path that stays below where it starts. */
function localDescending(path: string, field: string): FieldError[] {
  const errors = path.startsWith('/') ? [wrong(field, path, 'must be a relative path')] : []
  return [...errors, ...noBacksteps(path, field)]
}

function noBacksteps(path: string, field: string): FieldError[] {
  return path.split('/').includes('..') ? [wrong(field, path, "must not contain '..'")] : []
}

/** Where a container sees the pod's volumes. */
export function checkMounts(
  mounts: readonly VolumeMount[],
  volumes: readonly Volume[],
  field: string,
): FieldError[] {
  const paths = new Set<string>()
  return mounts.flatMap((mount, index) => {
    const path = `${field}[${index}]`
    const errors = present(mount.name, `${path}.name`)
    if (!volumes.some((volume) => volume.name === mount.name)) {
      errors.push(notFound(`${path}.name`, mount.name))
    }
    errors.push(...present(mount.mountPath, `${path}.mountPath`))
    if (paths.has(mount.mountPath)) {
      errors.push(wrong(`${path}.mountPath`, mount.mountPath, 'must be unique'))
    }
    paths.add(mount.mountPath)
    errors.push(...checkWords(volumeMount, mount, path))
    return [...errors, ...checkSubPath(mount, path, field)]
  })
}

function checkSubPath(mount: VolumeMount, path: string, field: string): FieldError[] {
  const { subPath, subPathExpr } = mount
  const errors = subPath ? localDescending(subPath, `${field}.subPath`) : []
  if (!subPathExpr) return errors
  if (subPath) {
    const rule = 'subPathExpr and subPath are mutually exclusive'
    errors.push(wrong(`${path}.subPathExpr`, subPathExpr, rule))
  }
  return [...errors, ...localDescending(subPathExpr, `${field}.subPathExpr`)]
}
