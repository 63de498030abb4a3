type Fields = Record<string, unknown>

/**
 * A policy that does not say what it restricts restricts what comes in, and what goes out when it
 * has rules for that. Source: networking/v1/defaults.go SetDefaults_NetworkPolicy (v1.32).
 */
export function completePolicySpec(spec: Readonly<Fields>): Fields {
  if (hasItems(spec.policyTypes)) return spec
  return { ...spec, policyTypes: hasItems(spec.egress) ? ['Ingress', 'Egress'] : ['Ingress'] }
}

const hasItems = (value: unknown): boolean => Array.isArray(value) && value.length > 0
