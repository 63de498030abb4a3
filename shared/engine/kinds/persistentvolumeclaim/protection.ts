/** Keeps a claim as long as a pod uses it. Upstream: StorageObjectInUseProtection. */
export const PVC_PROTECTION = 'kubernetes.io/pvc-protection'
