import {
  duplicate,
  forbidden,
  required,
  unsupported,
  type FieldError,
} from '../../../schema/field-errors.ts'
import { isDnsLabel } from '../../../schema/rules.ts'
import type { KeyToPath } from '../schema/local-volumes.ts'
import { volumeSourceFields, type Volume } from '../schema/volume.ts'
import { noBacksteps } from './path.ts'
import { checkProjected } from './projected.ts'
import { checkDownwardFile, checkMode, checkPath } from './volume-files.ts'

/** Upstream: core/validation ValidateVolumes (v1.32). */

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
    case 'projected':
      return volume.projected ? checkProjected(volume.projected, field) : []
    case 'ephemeral':
      return volume.ephemeral?.volumeClaimTemplate ? [] : [required(`${field}.volumeClaimTemplate`)]
    case 'csi':
      return present(volume.csi?.driver, `${field}.driver`)
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
  return [
    ...checkMode(downwardAPI?.defaultMode, `${field}.defaultMode`),
    ...(downwardAPI?.items ?? []).flatMap((item) => checkDownwardFile(item, field)),
  ]
}

function checkItems(items: readonly KeyToPath[], field: string): FieldError[] {
  return items.flatMap((item, index) => [
    ...present(item.key, `${field}[${index}].key`),
    ...checkPath(item.path, `${field}[${index}].path`),
    ...checkMode(item.mode, `${field}[${index}].mode`),
  ])
}
