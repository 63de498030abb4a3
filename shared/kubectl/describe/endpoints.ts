import type { KubeObject } from '../object.ts'
import type { Describer } from './describer.ts'
import type { Description } from './description.ts'
import { describeEvents, eventsAbout } from './events.ts'

interface Endpoints extends KubeObject {
  subsets?: {
    addresses?: { ip: string }[]
    notReadyAddresses?: { ip: string }[]
    ports?: { name?: string; port: number; protocol?: string }[]
  }[]
}

function head(page: Description, { metadata }: KubeObject): void {
  page.line(0, `Name:\t${metadata.name}`)
  page.line(0, `Namespace:\t${metadata.namespace ?? ''}`)
  page.labels('Labels', metadata.labels)
  page.annotations('Annotations', metadata.annotations)
}

/** Endpoints. Upstream: kubectl pkg/describe describeEndpoints. */
export const endpoints: Describer = {
  kind: 'Endpoints',
  describe: async (page, object, session) => {
    const { subsets = [] } = object as Endpoints
    const events = await eventsAbout(session, object, { kind: 'Endpoints' })
    head(page, object)
    page.line(0, 'Subsets:')
    for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
      const ips = (list: { ip: string }[]) => list.map(({ ip }) => ip).join(',') || '<none>'
      page.line(1, `Addresses:\t${ips(addresses)}`)
      page.line(1, `NotReadyAddresses:\t${ips(notReadyAddresses)}`)
      if (ports.length > 0) portTable(page)
      for (const { name, port, protocol } of ports) {
        page.line(2, `${name || '<unset>'}\t${port}\t${protocol ?? ''}`)
      }
      page.line(0, '')
    }
    describeEvents(page, events, session.now)
  },
}

function portTable(page: Description): void {
  page.line(1, 'Ports:')
  page.line(2, 'Name\tPort\tProtocol')
  page.line(2, '----\t----\t--------')
}

interface EndpointSlice extends KubeObject {
  addressType?: string
  ports?: { name?: string; port?: number; protocol?: string }[]
  endpoints?: {
    addresses?: string[]
    conditions?: { ready?: boolean }
    hostname?: string
    targetRef?: { kind: string; name: string }
    nodeName?: string
    zone?: string
  }[]
}

/** An EndpointSlice. Upstream: kubectl pkg/describe describeEndpointSliceV1. */
export const endpointSlice: Describer = {
  kind: 'EndpointSlice.discovery.k8s.io',
  describe: async (page, object, session) => {
    const { addressType = '', ports = [], endpoints: all = [] } = object as EndpointSlice
    const events = await eventsAbout(session, object, { kind: 'EndpointSlice' })
    head(page, object)
    page.line(0, `AddressType:\t${addressType}`)
    page.line(0, ports.length === 0 ? 'Ports: <unset>' : 'Ports:')
    if (ports.length > 0) page.write(1, 'Name\tPort\tProtocol\n  ----\t----\t--------\n')
    for (const { name, port, protocol } of ports) {
      page.line(1, `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol ?? ''}`)
    }
    page.line(0, all.length === 0 ? 'Endpoints: <none>' : 'Endpoints:')
    for (const one of all) {
      page.line(1, `- Addresses:\t${one.addresses?.join(', ') || '<none>'}`)
      page.line(2, 'Conditions:')
      page.line(3, `Ready:\t${one.conditions?.ready ?? '<unset>'}`)
      page.line(2, `Hostname:\t${one.hostname ?? '<unset>'}`)
      const { targetRef } = one
      if (targetRef) page.line(2, `TargetRef:\t${targetRef.kind}/${targetRef.name}`)
      page.line(2, `NodeName:\t${one.nodeName ?? '<unset>'}`)
      page.line(2, `Zone:\t${one.zone ?? '<unset>'}`)
    }
    describeEvents(page, events, session.now)
  },
}
