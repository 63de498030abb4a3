import { defineCommand } from '../command.ts'
import { DRY_RUN, FILES, MANAGER, OUTPUT, RECORD } from '../common-flags.ts'
import { goGroupKind } from './rollout-common.ts'
import { Failure } from '../failure.ts'
import { dig, isRecord, type KubeObject } from '../object.ts'
import type { Session } from '../session.ts'
import { mustFind, type Found } from '../targets.ts'
import { createGenerated } from './create-objects.ts'

/** `kubectl expose deployment web --port=80`: makes a Service. Upstream: kubectl pkg/cmd/expose. */
export const expose = defineCommand({
  name: 'expose',
  about: 'Take a deployment, replica set, service or pod and expose it as a new Kubernetes service',
  flags: [
    ...FILES,
    ...OUTPUT,
    DRY_RUN,
    MANAGER,
    RECORD,
    { name: 'selector', type: 'text' },
    { name: 'port', type: 'text' },
    { name: 'target-port', type: 'text' },
    { name: 'protocol', type: 'text' },
    { name: 'name', type: 'text' },
    { name: 'type', type: 'text' },
    { name: 'labels', short: 'l', type: 'text' },
    { name: 'cluster-ip', type: 'text' },
    { name: 'external-ip', type: 'text' },
    { name: 'session-affinity', type: 'text' },
  ],
  run: async (session) => {
    const { flags } = session
    const unselected = { ...session, flags: session.flags }
    const found = await mustFind(unselected, session.args, {
      allWithoutName: flags.has('selector'),
    })
    for (const one of found) {
      const object = serviceFor(session, one)
      await createGenerated(session, await session.discovery(), object, {
        operation: 'exposed',
        manager: 'kubectl-expose',
      })
    }
  },
})

function serviceFor(session: Session, found: Found): KubeObject {
  const { flags } = session
  const { object } = found
  const ports = portsOf(session, found)
  const name = flags.text('name') ?? object.metadata.name
  const labels = flags.has('labels')
    ? parsePairs(flags.text('labels') ?? '')
    : object.metadata.labels
  const optional = {
    type: flags.text('type'),
    clusterIP: flags.text('cluster-ip'),
    externalIPs: flags.has('external-ip') ? [flags.text('external-ip')] : undefined,
    sessionAffinity: flags.text('session-affinity'),
  }
  const given = Object.entries(optional).filter(([, value]) => value !== undefined && value !== '')
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { creationTimestamp: null, ...(labels ? { labels } : {}), name },
    spec: { ports, selector: selectorOf(session, found), ...Object.fromEntries(given) },
    status: { loadBalancer: {} },
  }
  return service as unknown as KubeObject
}

function selectorOf({ flags }: Session, { resource, object }: Found): Record<string, string> {
  const text = flags.text('selector')
  if (text) return parsePairs(text)
  if (resource.kind === 'Pod') {
    if (object.metadata.labels) return object.metadata.labels
    throw new Failure(
      "couldn't retrieve selectors via --selector flag or introspection: " +
        'the pod has no labels and cannot be exposed',
    )
  }
  const inner = dig(object, 'spec', 'selector', 'matchLabels') ?? dig(object, 'spec', 'selector')
  if (isRecord(inner) && ['Deployment', 'ReplicaSet', 'Service'].includes(resource.kind)) {
    return inner as Record<string, string>
  }
  throw new Failure(`cannot expose a ${goGroupKind(resource)}`)
}

function parsePairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const equals = pair.indexOf('=')
      return [pair.slice(0, equals), pair.slice(equals + 1)]
    }),
  )
}

interface ContainerPort {
  containerPort: number
  protocol?: string
}

/** Ports of the flag, or else those of the containers; one port has no name. */
function portsOf(session: Session, { resource, object }: Found) {
  const { flags } = session
  const path = resource.kind === 'Pod' ? ['spec'] : ['spec', 'template', 'spec']
  const containers = dig(object, ...path, 'containers')
  const known = (Array.isArray(containers) ? containers : []).flatMap((one) => {
    return (dig(one, 'ports') ?? []) as ContainerPort[]
  })
  const given = flags.text('port')?.split(',')
  const numbers = given ?? known.map(({ containerPort }) => String(containerPort))
  if (numbers.length === 0) {
    throw new Failure("couldn't find port via --port flag or introspection")
  }
  const target = flags.text('target-port')
  return numbers.map((text, index) => {
    const port = Number(text)
    const same = known.find(({ containerPort }) => containerPort === port)
    return {
      ...(numbers.length > 1 ? { name: `port-${index + 1}` } : {}),
      port,
      protocol: flags.text('protocol') ?? same?.protocol ?? 'TCP',
      targetPort: target === undefined ? port : /^\d+$/.test(target) ? Number(target) : target,
    }
  })
}
