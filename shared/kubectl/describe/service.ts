import type { KubeObject } from '../object.ts'
import { listObjects } from '../session.ts'
import type { Describer } from './describer.ts'
import type { Description } from './description.ts'
import { describeEvents, eventsAbout } from './events.ts'
import { labelsText } from './selector.ts'

interface ServicePort {
  name?: string
  port: number
  protocol?: string
  targetPort?: number | string
  nodePort?: number
  appProtocol?: string
}

interface Service extends KubeObject {
  spec: {
    selector?: Record<string, string>
    type?: string
    ipFamilyPolicy?: string
    ipFamilies?: string[]
    clusterIP?: string
    clusterIPs?: string[]
    externalIPs?: string[]
    externalName?: string
    ports?: ServicePort[]
    sessionAffinity?: string
    externalTrafficPolicy?: string
    internalTrafficPolicy?: string
  }
  status?: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } }
}

interface Slice extends KubeObject {
  ports?: { name?: string; port?: number }[]
  endpoints?: { addresses: string[]; conditions?: { ready?: boolean } }[]
}

/** A Service. Upstream: kubectl pkg/describe describeService. */
export const service: Describer = {
  kind: 'Service',
  describe: async (page, object, session) => {
    const { metadata, spec, status } = object as Service
    const resource = (await session.discovery()).named('endpointslices')
    const query = { labelSelector: `kubernetes.io/service-name=${metadata.name}` }
    const slices = resource
      ? await listObjects<Slice>(session, resource, metadata.namespace, query)
      : []
    const events = await eventsAbout(session, object, { kind: 'Service' })
    head(page, object as Service)
    if (spec.externalIPs?.length) page.line(0, `External IPs:\t${spec.externalIPs.join(',')}`)
    if (spec.externalName) page.line(0, `External Name:\t${spec.externalName}`)
    const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname)
    if (ingress.length > 0) page.line(0, `LoadBalancer Ingress:\t${ingress.join(', ')}`)
    for (const port of spec.ports ?? []) portLines(page, port, slices)
    page.line(0, `Session Affinity:\t${spec.sessionAffinity ?? ''}`)
    if (spec.externalTrafficPolicy) {
      page.line(0, `External Traffic Policy:\t${spec.externalTrafficPolicy}`)
    }
    if (spec.internalTrafficPolicy) {
      page.line(0, `Internal Traffic Policy:\t${spec.internalTrafficPolicy}`)
    }
    describeEvents(page, events, session.now)
  },
}

function head(page: Description, { metadata, spec }: Service): void {
  page.line(0, `Name:\t${metadata.name}`)
  page.line(0, `Namespace:\t${metadata.namespace ?? ''}`)
  page.labels('Labels', metadata.labels)
  page.annotations('Annotations', metadata.annotations)
  page.line(0, `Selector:\t${labelsText(spec.selector)}`)
  page.line(0, `Type:\t${spec.type ?? ''}`)
  if (spec.ipFamilyPolicy) page.line(0, `IP Family Policy:\t${spec.ipFamilyPolicy}`)
  page.line(0, `IP Families:\t${spec.ipFamilies?.join(',') || '<none>'}`)
  page.line(0, `IP:\t${spec.clusterIP ?? ''}`)
  page.line(0, `IPs:\t${spec.clusterIPs?.join(',') || '<none>'}`)
}

function portLines(page: Description, port: ServicePort, slices: readonly Slice[]): void {
  const { protocol = 'TCP' } = port
  const name = port.name || '<unset>'
  page.line(0, `Port:\t${name}\t${port.port}/${protocol}`)
  page.line(0, `TargetPort:\t${port.targetPort ?? 0}/${protocol}`)
  if (port.appProtocol) page.line(0, `AppProtocol:\t${port.appProtocol}`)
  if (port.nodePort) page.line(0, `NodePort:\t${name}\t${port.nodePort}/${protocol}`)
  page.line(0, `Endpoints:\t${endpointsText(slices, port.name ?? '')}`)
}

/** The first three ready addresses, and how many more there are. */
function endpointsText(slices: readonly Slice[], portName: string): string {
  if (slices.length === 0) return '<none>'
  const all = slices.flatMap(({ ports, endpoints }) => {
    const ready = (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false)
    if (!ports || ports.length === 0) return ready.map(({ addresses }) => addresses[0] ?? '')
    const mine = ports.filter(({ name = '' }) => name === portName)
    return mine.flatMap(({ port }) => ready.map(({ addresses }) => `${addresses[0]}:${port}`))
  })
  const first = all.slice(0, 3).join(',')
  return all.length > 3 ? `${first} + ${all.length - 3} more...` : first
}
