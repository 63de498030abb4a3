import { dig, isRecord } from '../object.ts'
import type { Description } from './description.ts'
import type { PodSpec } from './pod-types.ts'

/** The volumes of a pod or template. Upstream: kubectl pkg/describe describeVolumes. */
export function describeVolumes(
  page: Description,
  volumes: PodSpec['volumes'],
  space: string,
): void {
  if (!volumes || volumes.length === 0) return page.line(0, `${space}Volumes:\t<none>`)
  page.line(0, `${space}Volumes:`)
  for (const volume of volumes) {
    page.line(1, `${space === '' ? '' : ' '}${volume.name}:`)
    const kind = Object.keys(volume).find((key) => key in SOURCES)
    const rows = kind ? (SOURCES[kind]?.(volume[kind]) ?? []) : undefined
    if (!rows) page.line(1, '<unknown>')
    for (const [name, value] of rows ?? []) page.line(2, `${name}:\t${value}`)
  }
}

type Rows = [string, string][]

const text = (value: unknown, ...path: string[]): string => {
  const found = dig(value, ...path)
  return found === undefined || found === null ? '' : String(found)
}

const SOURCES: Readonly<Record<string, (source: unknown) => Rows>> = {
  hostPath: (source) => [
    ['Type', 'HostPath (bare host directory volume)'],
    ['Path', text(source, 'path')],
    ['HostPathType', text(source, 'type')],
  ],
  emptyDir: (source) => [
    ['Type', "EmptyDir (a temporary directory that shares a pod's lifetime)"],
    ['Medium', text(source, 'medium')],
    ['SizeLimit', text(source, 'sizeLimit') || '<unset>'],
  ],
  secret: (source) => [
    ['Type', 'Secret (a volume populated by a Secret)'],
    ['SecretName', text(source, 'secretName')],
    ['Optional', text(source, 'optional') || 'false'],
  ],
  configMap: (source) => [
    ['Type', 'ConfigMap (a volume populated by a ConfigMap)'],
    ['Name', text(source, 'name')],
    ['Optional', text(source, 'optional') || 'false'],
  ],
  persistentVolumeClaim: (source) => [
    [
      'Type',
      'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    ],
    ['ClaimName', text(source, 'claimName')],
    ['ReadOnly', text(source, 'readOnly') || 'false'],
  ],
  projected,
}

function projected(source: unknown): Rows {
  const parts = dig(source, 'sources')
  const rows = (Array.isArray(parts) ? parts : []).flatMap((part): Rows => {
    if (isRecord(part) && part.secret) {
      const optional = text(part, 'secret', 'optional') || 'false'
      return [
        ['SecretName', text(part, 'secret', 'name')],
        ['Optional', optional],
      ]
    }
    if (isRecord(part) && part.downwardAPI) return [['DownwardAPI', 'true']]
    if (isRecord(part) && part.configMap) {
      const optional = text(part, 'configMap', 'optional') || '<nil>'
      return [
        ['ConfigMapName', text(part, 'configMap', 'name')],
        ['ConfigMapOptional', optional],
      ]
    }
    const seconds = text(part, 'serviceAccountToken', 'expirationSeconds')
    return seconds === '' ? [] : [['TokenExpirationSeconds', seconds]]
  })
  const type = 'Projected (a volume that contains injected data from multiple sources)'
  return [['Type', type], ...rows]
}
