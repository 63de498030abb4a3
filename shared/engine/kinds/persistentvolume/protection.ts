/** Keeps a volume as long as a claim has it. Upstream: StorageObjectInUseProtection. */
export const PV_PROTECTION = 'kubernetes.io/pv-protection'
