import type { Json } from '../../json.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'
import type { Service } from '../../kinds/service/schema.ts'
import type { Traffic } from '../../kinds/traffic/schema.ts'
import { presentTraffic } from '../../kinds/traffic/status.ts'
import { keyOf, type KubeObject } from '../../object.ts'
import type { Plan } from '../../plan.ts'
import type { DnsRecord, Net } from '../../programs/net.ts'
import type { View } from '../../store/view.ts'
import { netOf, type Netted } from '../index.ts'

type Fields = Record<string, unknown>

const WEB_SERVICE = { selector: { app: 'web' }, ports: [{ port: 80 }] }

/** A lab with web servers and others who talk to them. */
export class Town extends Lab {
  readonly #notes = new Map<string, Json>()

  /** Puts pods and waits until they run. */
  settle(...names: string[]): void {
    this.until(() => names.every((name) => this.word(name) === 'Running'))
    this.run(1)
  }

  /** A running nginx, with labels beside `app`. */
  web(
    name: string,
    node?: string,
    more: { labels?: Fields; spec?: Fields; container?: Fields } = {},
  ) {
    const { labels = {}, spec = {}, container = {} } = more
    this.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', labels: { app: 'web', ...labels } },
      spec: {
        ...(node ? { nodeName: node } : {}),
        containers: [{ name: 'c', image: 'nginx', ...container }],
        ...spec,
      },
    })
  }

  /** A pod that only asks. */
  client(name = 'client', node = 'node-1', spec: Fields = {}, labels: Fields = {}): void {
    this.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', labels },
      spec: { nodeName: node, containers: [{ name: 'c', image: 'redis' }], ...spec },
    })
  }

  service(name: string, spec: Fields = {}): Service {
    return this.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'default' },
      spec: spec.type === 'ExternalName' ? spec : { ...WEB_SERVICE, ...spec },
    })
  }

  policy(name: string, spec: Fields): void {
    this.create({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: 'default' },
      spec,
    })
  }

  traffic(name: string, spec: Fields): void {
    this.create({
      apiVersion: 'flotilla.dev/v1',
      kind: 'Traffic',
      metadata: { name, namespace: 'default' },
      spec,
    })
  }

  counts(name: string): Traffic['status'] {
    const { view } = this.cluster
    return presentTraffic(view.get<Traffic>('Traffic', 'default', name)!, view).status
  }

  net(name = 'client'): Net {
    const pod = this.get(name)
    return netOf({ pod, podIP: pod.status.podIP, view: this.cluster.view })
  }

  /** The network of a visit that a test makes up. */
  netWith(netted: Omit<Netted, 'view'>): Net {
    return netOf({ ...netted, view: noting(this.cluster.view, this.#notes) })
  }

  /** Keeps the notes that a visit planned, as far as `netWith` reads them. */
  apply(into: Plan): void {
    for (const write of into.writes) {
      if (write.op === 'note') this.#notes.set(`${keyOf(write.about)} ${write.name}`, write.note)
    }
  }

  /** The status of the answer, or why there was none. */
  fetch(host: string, port = 80, from = 'client'): number | string {
    const request = { method: 'GET', scheme: 'http', host, port, path: '/', headers: {}, body: '' }
    const exchange = this.net(from).http(request as never)
    return 'failure' in exchange ? exchange.failure : exchange.response.status
  }

  /** What the resolver says: status, the name that was found, the data of the records. */
  look(name: string, type?: DnsRecord['type'], from = 'client'): string[] {
    const { status, records, name: found } = this.net(from).resolve(name, type)
    return [status, found, ...records.map(({ data }) => data)]
  }

  ip(name: string): string {
    return this.get(name).status.podIP ?? ''
  }

  nodeIP(name: string): string {
    return this.node(name).status.addresses?.[0]?.address ?? ''
  }
}

/** A view in which some notes are newer. */
function noting(view: View, notes: ReadonlyMap<string, Json>): View {
  const noteOf = (object: KubeObject, name: string): unknown =>
    notes.get(`${keyOf(object)} ${name}`) ?? view.noteOf(object, name)
  return new Proxy(view, {
    get(target, name) {
      if (name === 'noteOf') return noteOf
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
