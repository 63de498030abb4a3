import type { Filter } from './filter.ts'

const REASONS = ["node(s) didn't have free ports for the requested pod ports"]

/** A port of the host belongs to one pod. Upstream: plugins/nodeports. */
export const ports: Filter = {
  name: 'NodePorts',
  helpedByPreemption: true,
  refuse({ ports }, { usage }) {
    if (ports.length === 0 || usage.ports.size === 0) return undefined
    return ports.some((wanted) => isTaken(wanted, usage.ports)) ? REASONS : undefined
  },
}

/** `0.0.0.0` clashes with every address. */
function isTaken(wanted: string, used: ReadonlyMap<string, number>): boolean {
  const [protocol, address, port] = wanted.split('/')
  for (const one of used.keys()) {
    const [usedProtocol, usedAddress, usedPort] = one.split('/')
    if (usedProtocol !== protocol || usedPort !== port) continue
    if (usedAddress === address || usedAddress === '0.0.0.0' || address === '0.0.0.0') return true
  }
  return false
}
