import type { ConfigMap } from '../kinds/configmap/schema.ts'
import type { EnvVarSource, Volume } from '../kinds/pod/schema.ts'
import type { Secret } from '../kinds/secret/schema.ts'
import type { View } from '../store/view.ts'
import type { Life, Unit } from './life.ts'

type Source = 'ConfigMap' | 'Secret'

/** What a volume or variable wants of a ConfigMap or Secret. */
interface Wanted {
  source: Source
  name: string
  /** Keys that must be there. */
  keys: readonly string[]
  optional: boolean
}

/** The first volume that cannot be mounted, and why, in the kubelet's words. */
export function missingVolume({ pod, view }: Life): string | undefined {
  for (const volume of pod.spec.volumes ?? []) {
    for (const wanted of volumeWants(volume)) {
      const why = missing(wanted, pod.metadata.namespace ?? '', view, (key) => {
        const kind = wanted.source === 'Secret' ? 'secret' : 'config'
        return `references non-existent ${kind} key: ${key}`
      })
      if (why) return `MountVolume.SetUp failed for volume "${volume.name}" : ${why}`
    }
  }
  return undefined
}

/**
 * Why a container's environment cannot be made. Source: kubelet_pods.go makeEnvironmentVariables.
 */
export function missingEnv({ life, spec }: Unit): string | undefined {
  const namespace = life.pod.metadata.namespace ?? ''
  for (const wanted of [...fromWants(spec), ...variableWants(spec)]) {
    const why = missing(wanted, namespace, life.view, (key) => {
      return `couldn't find key ${key} in ${wanted.source} ${namespace}/${wanted.name}`
    })
    if (why) return why
  }
  return undefined
}

function volumeWants({ configMap, secret, projected }: Volume): Wanted[] {
  if (configMap) return [wants('ConfigMap', configMap.name, configMap.items, configMap.optional)]
  if (secret) return [wants('Secret', secret.secretName, secret.items, secret.optional)]
  return (projected?.sources ?? []).flatMap((one) => [
    ...(one.configMap
      ? [wants('ConfigMap', one.configMap.name, one.configMap.items, one.configMap.optional)]
      : []),
    ...(one.secret
      ? [wants('Secret', one.secret.name, one.secret.items, one.secret.optional)]
      : []),
  ])
}

function wants(
  source: Source,
  name = '',
  items: readonly { key: string }[] = [],
  optional = false,
): Wanted {
  return { source, name, keys: items.map(({ key }) => key), optional }
}

function fromWants({ envFrom = [] }: Unit['spec']): Wanted[] {
  return envFrom.flatMap(({ configMapRef, secretRef }) => [
    ...(configMapRef ? [wants('ConfigMap', configMapRef.name, [], configMapRef.optional)] : []),
    ...(secretRef ? [wants('Secret', secretRef.name, [], secretRef.optional)] : []),
  ])
}

function variableWants({ env = [] }: Unit['spec']): Wanted[] {
  return env.flatMap(({ valueFrom }) => (valueFrom ? keyWants(valueFrom) : []))
}

function keyWants({ configMapKeyRef, secretKeyRef }: EnvVarSource): Wanted[] {
  if (configMapKeyRef) {
    const { name, key, optional } = configMapKeyRef
    return [wants('ConfigMap', name, [{ key }], optional)]
  }
  if (!secretKeyRef) return []
  const { name, key, optional } = secretKeyRef
  return [wants('Secret', name, [{ key }], optional)]
}

function missing(
  { source, name, keys, optional }: Wanted,
  namespace: string,
  view: View,
  noKey: (key: string) => string,
): string | undefined {
  if (optional) return undefined
  const found = view.get<ConfigMap | Secret>(source, namespace, name)
  if (!found) return `${source.toLowerCase()} "${name}" not found`
  const binary = 'binaryData' in found ? found.binaryData : undefined
  const there = { ...found.data, ...binary }
  const gone = keys.find((key) => there[key] === undefined)
  return gone === undefined ? undefined : noKey(gone)
}
