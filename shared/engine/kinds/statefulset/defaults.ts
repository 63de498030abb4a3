type Fields = Record<string, unknown>

/**
 * Claims stay unless somebody says otherwise; their templates say what they are. Source:
 * apps/v1/defaults.go, and the decoding of embedded objects.
 */
export function completeSpec(spec: Readonly<Fields>): Fields {
  const said = spec.persistentVolumeClaimRetentionPolicy as Fields | undefined
  const policy = { whenDeleted: 'Retain', whenScaled: 'Retain', ...said }
  const claims = spec.volumeClaimTemplates as readonly Fields[] | undefined
  const volumeClaimTemplates = claims?.map((claim) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    ...claim,
  }))
  return {
    ...spec,
    persistentVolumeClaimRetentionPolicy: policy,
    ...(volumeClaimTemplates ? { volumeClaimTemplates } : {}),
  }
}
