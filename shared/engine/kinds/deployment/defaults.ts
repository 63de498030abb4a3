type Fields = Record<string, unknown>

/** A rolling update has its numbers even when nobody gave them. Source: apps/v1/defaults.go. */
export function completeStrategy(strategy: Readonly<Fields>): Fields {
  const isRolling = !strategy.type || strategy.type === 'RollingUpdate'
  return isRolling && !strategy.rollingUpdate ? { ...strategy, rollingUpdate: {} } : strategy
}
