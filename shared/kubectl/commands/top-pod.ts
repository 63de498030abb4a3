import { defineCommand } from '../command.ts'
import { EVERYWHERE, FIELD_SELECTOR } from '../common-flags.ts'
import type { Session } from '../session.ts'
import {
  cpuText,
  memoryText,
  metrics,
  printTop,
  sorted,
  TOP,
  usageOf,
  type Usage,
  type UsageText,
} from './top.ts'

interface PodMetrics {
  metadata: { name: string; namespace?: string }
  containers?: { name: string; usage?: UsageText }[]
}

interface Row {
  namespace: string
  name: string
  container?: string
  usage: Usage
}

/** `kubectl top pod`. Upstream: kubectl pkg/cmd/top. */
export const topPod = defineCommand({
  name: 'top pod',
  aliases: ['pods', 'po'],
  about: 'Display resource (CPU/memory) usage of pods',
  flags: [
    ...TOP,
    EVERYWHERE,
    FIELD_SELECTOR,
    { name: 'containers', type: 'flag' },
    { name: 'sum', type: 'flag' },
  ],
  run: async (session) => {
    const { flags, io } = session
    const isEverywhere = flags.on('all-namespaces')
    const found = await podMetrics(session, isEverywhere)
    if (found.length === 0) {
      const where = isEverywhere ? '' : ` in ${session.namespace} namespace.`
      return io.stderr(`No resources found${where}\n`)
    }
    const byContainer = flags.on('containers')
    const rows = sorted(
      session,
      found.flatMap((one) => rowsOf(one, byContainer)),
    )
    const header = [
      ...(isEverywhere ? ['NAMESPACE'] : []),
      ...(byContainer ? ['POD', 'NAME'] : ['NAME']),
      'CPU(cores)',
      'MEMORY(bytes)',
    ]
    const cells = rows.map(({ namespace, name, container, usage }) => [
      ...(isEverywhere ? [namespace] : []),
      name,
      ...(container === undefined ? [] : [container]),
      cpuText(usage.cpu),
      memoryText(usage.memory),
    ])
    const blanks = header.slice(0, -2).map(() => '')
    const total = sum(rows.map(({ usage }) => usage))
    const last = [
      [...blanks, '________', '________'],
      [...blanks, cpuText(total.cpu), memoryText(total.memory)],
    ]
    printTop(session, header, flags.on('sum') ? [...cells, ...last] : cells)
  },
})

async function podMetrics(session: Session, isEverywhere: boolean): Promise<PodMetrics[]> {
  const root = '/apis/metrics.k8s.io/v1beta1'
  const [name] = session.args
  const home = `${root}/namespaces/${encodeURIComponent(session.namespace)}/pods`
  if (name !== undefined) {
    return [await metrics<PodMetrics>(session, `${home}/${encodeURIComponent(name)}`)]
  }
  const path = isEverywhere ? `${root}/pods` : home
  return (await metrics<{ items?: PodMetrics[] }>(session, path)).items ?? []
}

function rowsOf({ metadata, containers = [] }: PodMetrics, byContainer: boolean): Row[] {
  const { name, namespace = '' } = metadata
  const each = containers.map((one) => {
    return { namespace, name, container: one.name, usage: usageOf(one.usage ?? {}) }
  })
  return byContainer ? each : [{ namespace, name, usage: sum(each.map(({ usage }) => usage)) }]
}

function sum(all: readonly Usage[]): Usage {
  return {
    cpu: all.reduce((total, { cpu }) => total + cpu, 0),
    memory: all.reduce((total, { memory }) => total + memory, 0),
  }
}
