type Fields = Record<string, unknown>

/** What pods may use of a node is all of it, unless the node says less. */
export function completeNodeStatus(status: Readonly<Fields>): Fields {
  if (status.allocatable || !status.capacity) return status
  return { ...status, allocatable: status.capacity }
}
