/**
 * What `/version` says. kubectl warns of a skew of more than one minor, and dispatchers pick the
 * binary by it. Upstream: apimachinery pkg/version Info.
 */
export const VERSION = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.0',
  gitCommit: '70d3cc986aa8221cd1dfb1121852688902d3bf53',
  gitTreeState: 'clean',
  buildDate: '2024-12-11T17:59:15Z',
  goVersion: 'go1.23.3',
  compiler: 'gc',
  platform: 'linux/amd64',
} as const
