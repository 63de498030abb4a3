import { defineCommand } from '../command.ts'
import { dig, type KubeObject } from '../object.ts'
import { listObjects } from '../session.ts'
import {
  cpuText,
  memoryText,
  metrics,
  printTop,
  sorted,
  TOP,
  usageOf,
  type UsageText,
} from './top.ts'

interface NodeMetrics {
  metadata: { name: string }
  usage?: UsageText
}

/** `kubectl top node`. Upstream: kubectl pkg/cmd/top. */
export const topNode = defineCommand({
  name: 'top node',
  aliases: ['nodes', 'no'],
  about: 'Display resource (CPU/memory) usage of nodes',
  flags: [...TOP, { name: 'show-capacity', type: 'flag' }],
  run: async (session) => {
    const [name] = session.args
    const path = '/apis/metrics.k8s.io/v1beta1/nodes'
    const found =
      name === undefined
        ? ((await metrics<{ items?: NodeMetrics[] }>(session, path)).items ?? [])
        : [await metrics<NodeMetrics>(session, `${path}/${encodeURIComponent(name)}`)]
    if (found.length === 0) return session.io.stderr('No resources found\n')
    const resource = (await session.discovery()).mustHave('nodes')
    const nodes = new Map(
      (await listObjects(session, resource, undefined)).map((node) => [node.metadata.name, node]),
    )
    const part = session.flags.on('show-capacity') ? 'capacity' : 'allocatable'
    const rows = sorted(
      session,
      found.map(({ metadata, usage = {} }) => ({ name: metadata.name, usage: usageOf(usage) })),
    ).map((row) => {
      const all = room(nodes.get(row.name), part)
      const { cpu, memory } = row.usage
      return [
        row.name,
        cpuText(cpu),
        percent(cpu, all.cpu),
        memoryText(memory),
        percent(memory, all.memory),
      ]
    })
    printTop(session, ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], rows)
  },
})

function room(node: KubeObject | undefined, part: string) {
  return usageOf((dig(node, 'status', part) ?? {}) as UsageText)
}

function percent(used: number, all: number): string {
  return all === 0 ? '<unknown>' : `${Math.floor((used / all) * 100)}%`
}
