type Fields = Record<string, unknown>

/** Limits that stand for "whatever it takes" where each index has its own. */
const BOUNDLESS = 2_147_483_647

/** One pod once, unless somebody says otherwise. Source: pkg/apis/batch/v1/defaults.go. */
export function completeJobSpec(spec: Readonly<Fields>): Fields {
  const isPlain = spec.completions === undefined && spec.parallelism === undefined
  return {
    ...spec,
    ...(isPlain ? { completions: 1 } : {}),
    parallelism: spec.parallelism ?? 1,
    backoffLimit: spec.backoffLimit ?? (spec.backoffLimitPerIndex === undefined ? 6 : BOUNDLESS),
    podReplacementPolicy:
      spec.podReplacementPolicy ?? (spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed'),
  }
}
