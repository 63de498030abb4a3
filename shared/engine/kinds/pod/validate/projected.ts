import { forbidden, required, wrong, type FieldError } from '../../../schema/field-errors.ts'
import type { KeyToPath } from '../schema/local-volumes.ts'
import type { ProjectedVolumeSource, VolumeProjection } from '../schema/projected-volume.ts'
import { checkDownwardFile, checkMode, checkPath } from './volume-files.ts'
import { localNonReserved } from './path.ts'

const SHORTEST_SECONDS = 600
const LONGEST_SECONDS = 2 ** 32

/** Several sources in one directory. Upstream: validateProjectedVolumeSource (v1.32). */
export function checkProjected(projected: ProjectedVolumeSource, field: string): FieldError[] {
  const paths = new Set<string>()
  const sources = projected.sources ?? []
  return [
    ...checkMode(projected.defaultMode, `${field}.defaultMode`),
    ...sources.flatMap((source, index) =>
      checkSource(source, `${field}.sources[${index}]`, field, paths),
    ),
  ]
}

const ORDER = [
  'secret',
  'configMap',
  'downwardAPI',
  'serviceAccountToken',
  'clusterTrustBundle',
] as const

function checkSource(
  source: VolumeProjection,
  path: string,
  field: string,
  paths: Set<string>,
): FieldError[] {
  const [first, ...more] = ORDER.filter((name) => source[name] !== undefined)
  if (!first) return []
  const rule = 'may not specify more than 1 volume type'
  return [
    ...checkOne(source, first, `${path}.${first}`, field, paths),
    ...more.map((name) => forbidden(`${path}.${name}`, rule)),
  ]
}

function checkOne(
  source: VolumeProjection,
  name: (typeof ORDER)[number],
  path: string,
  field: string,
  paths: Set<string>,
): FieldError[] {
  switch (name) {
    case 'secret':
      return checkKeys(source.secret ?? {}, path, field, paths)
    case 'configMap':
      return checkKeys(source.configMap ?? {}, path, field, paths)
    case 'downwardAPI':
      return (source.downwardAPI?.items ?? []).flatMap((file) => [
        ...checkDownwardFile(file, path),
        ...once(file.path, file.path, field, paths),
      ])
    case 'serviceAccountToken':
      return checkToken(source.serviceAccountToken ?? { path: '', expirationSeconds: 0 }, path)
    case 'clusterTrustBundle':
      return source.clusterTrustBundle?.path ? [] : [required(`${path}.path`)]
  }
}

function checkKeys(
  { name = '', items = [] }: { name?: string; items?: readonly KeyToPath[] },
  path: string,
  field: string,
  paths: Set<string>,
): FieldError[] {
  return [
    ...(name ? [] : [required(`${path}.name`)]),
    ...items.flatMap((item, index) => [
      ...(item.key ? [] : [required(`${path}.items[${index}].key`)]),
      ...checkPath(item.path, `${path}.items[${index}].path`),
      ...checkMode(item.mode, `${path}.items[${index}].mode`),
      ...once(item.path, name, field, paths),
    ]),
  ]
}

/** Each file has one source. */
function once(file: string, shown: string, field: string, paths: Set<string>): FieldError[] {
  if (!file) return []
  const isTwice = paths.has(file)
  paths.add(file)
  return isTwice ? [wrong(field, shown, 'conflicting duplicate paths')] : []
}

function checkToken(
  { expirationSeconds, path }: { expirationSeconds: number; path: string },
  field: string,
): FieldError[] {
  const errors: FieldError[] = []
  const seconds = `${field}.expirationSeconds`
  if (expirationSeconds < SHORTEST_SECONDS) {
    const rule = 'may not specify a duration less than 10 minutes'
    errors.push(wrong(seconds, expirationSeconds, rule))
  }
  if (expirationSeconds > LONGEST_SECONDS) {
    const rule = 'may not specify a duration larger than 2^32 seconds'
    errors.push(wrong(seconds, expirationSeconds, rule))
  }
  if (!path) return [...errors, required(`${field}.path`)]
  return [...errors, ...localNonReserved(path, `${field}.path`)]
}
