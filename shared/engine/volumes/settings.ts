import type { Pod, Volume } from '../kinds/pod/schema.ts'
import type { KubeObject } from '../object.ts'
import type { SourceKind } from './sources.ts'

/** A ConfigMap or Secret that a volume shows, by name. */
export interface Setting {
  kind: SourceKind
  name: string
}

/** The ConfigMaps and Secrets that a volume shows. */
export function settingsOf({ configMap, secret, projected }: Volume): Setting[] {
  const parts = (projected?.sources ?? []).flatMap((part) => [
    ...named('ConfigMap', part.configMap?.name),
    ...named('Secret', part.secret?.name),
  ])
  return [...named('ConfigMap', configMap?.name), ...named('Secret', secret?.secretName), ...parts]
}

function named(kind: SourceKind, name: string | undefined): Setting[] {
  return name ? [{ kind, name }] : []
}

/** Is somebody asked again and again whether all is well, perhaps by what a file says? */
export function isProbed({ spec }: Pod): boolean {
  return [...spec.containers, ...(spec.initContainers ?? [])].some(
    ({ livenessProbe, readinessProbe, startupProbe }) =>
      livenessProbe ?? readinessProbe ?? startupProbe,
  )
}

/**
 * May a probe of the pod come out otherwise when this ConfigMap or Secret changes? Its kubelet then
 * has to look when the change reaches the pod's files.
 */
export function mindsSource(pod: Pod, { kind, metadata }: KubeObject): boolean {
  if (!isProbed(pod)) return false
  return (pod.spec.volumes ?? []).some((volume) =>
    settingsOf(volume).some((one) => one.kind === kind && one.name === metadata.name),
  )
}
