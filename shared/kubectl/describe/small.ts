import { sorted, type KubeObject } from '../object.ts'
import type { Describer } from './describer.ts'
import type { Description } from './description.ts'
import { describeEvents, eventsAbout } from './events.ts'

interface WithData extends KubeObject {
  type?: string
  data?: Record<string, string>
  binaryData?: Record<string, string>
}

function head(page: Description, { metadata }: KubeObject): void {
  page.line(0, `Name:\t${metadata.name}`)
  page.line(0, `Namespace:\t${metadata.namespace ?? ''}`)
  page.labels('Labels', metadata.labels)
  page.annotations('Annotations', metadata.annotations)
}

/** A ConfigMap. Upstream: kubectl pkg/describe ConfigMapDescriber. */
export const configMap: Describer = {
  kind: 'ConfigMap',
  describe: async (page, object, session) => {
    const { data, binaryData } = object as WithData
    head(page, object)
    page.write(0, '\nData\n====\n')
    for (const [key, value] of sorted(data)) page.write(0, `${key}:\n----\n${value}\n\n`)
    page.write(0, '\nBinaryData\n====\n')
    for (const [key, value] of sorted(binaryData)) page.line(0, `${key}: ${bytes(value)} bytes`)
    page.write(0, '\n')
    const events = await eventsAbout(session, object, { kind: 'ConfigMap' })
    describeEvents(page, events, session.now)
  },
}

/** A Secret: sizes, never contents. Upstream: kubectl pkg/describe describeSecret. */
export const secret: Describer = {
  kind: 'Secret',
  describe: async (page, object) => {
    const { type, data } = object as WithData
    head(page, object)
    page.write(0, `\nType:\t${type ?? ''}\n`)
    page.write(0, '\nData\n====\n')
    for (const [key, value] of sorted(data)) page.line(0, `${key}:\t${bytes(value)} bytes`)
  },
}

/** How many bytes a base64 text stands for. */
function bytes(base64: string): number {
  const padding = /=*$/.exec(base64)?.[0].length ?? 0
  return (base64.length / 4) * 3 - padding
}

interface NamespaceObject extends KubeObject {
  status?: {
    phase?: string
    conditions?: {
      type: string
      status: string
      lastTransitionTime?: string
      reason?: string
      message?: string
    }[]
  }
}

/** A Namespace. Servers without quotas and limits, as ours for now, have no lines for them. */
export const namespace: Describer = {
  kind: 'Namespace',
  describe: async (page, object, session) => {
    const { metadata, status } = object as NamespaceObject
    page.line(0, `Name:\t${metadata.name}`)
    page.labels('Labels', metadata.labels)
    page.annotations('Annotations', metadata.annotations)
    page.line(0, `Status:\t${status?.phase ?? ''}`)
    const discovery = await session.discovery()
    if (discovery.named('resourcequotas')) page.write(0, '\nNo resource quota.\n')
    if (discovery.named('limitranges')) page.write(0, '\nNo LimitRange resource.\n')
  },
}

interface ServiceAccount extends KubeObject {
  imagePullSecrets?: { name: string }[]
  secrets?: { name: string }[]
}

/** A ServiceAccount. Upstream: kubectl pkg/describe describeServiceAccount. */
export const serviceAccount: Describer = {
  kind: 'ServiceAccount',
  describe: async (page, object, session) => {
    const { imagePullSecrets = [], secrets = [] } = object as ServiceAccount
    head(page, object)
    named(page, 'Image pull secrets:', imagePullSecrets)
    named(page, 'Mountable secrets: ', secrets)
    named(page, 'Tokens:            ', [])
    const events = await eventsAbout(session, object, { kind: 'ServiceAccount' })
    describeEvents(page, events, session.now)
  },
}

function named(page: Description, title: string, list: readonly { name: string }[]): void {
  if (list.length === 0) page.line(0, `${title}\t<none>`)
  list.forEach(({ name }, index) =>
    page.line(0, `${index === 0 ? title : ' '.repeat(19)}\t${name}`),
  )
}
