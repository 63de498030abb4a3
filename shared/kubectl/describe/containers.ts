import { longTime } from '../age.ts'
import { byText, dig } from '../object.ts'
import type { Description } from './description.ts'
import type { Container, ContainerState, ContainerStatus, EnvVar, Pod, Probe } from './pod-types.ts'

/** Where containers are described: in a pod with its states, or in a template without. */
export interface Setting {
  statuses?: readonly ContainerStatus[]
  /** Two blanks in a template. */
  space: string
  /** The pod, from which variables take values. */
  pod?: Pod
}

/** All containers of a kind. Upstream: kubectl pkg/describe describeContainers. */
export function describeContainers(
  page: Description,
  label: string,
  containers: readonly Container[],
  setting: Setting,
): void {
  page.line(0, `${setting.space}${label}:${containers.length === 0 ? ' <none>' : ''}`)
  for (const container of containers) {
    const status = setting.statuses?.find(({ name }) => name === container.name)
    basics(page, container, status, setting.space)
    words(page, 'Command', container.command)
    words(page, 'Args', container.args)
    if (status) states(page, status)
    resources(page, container)
    probes(page, container)
    environment(page, container, setting)
    mounts(page, container)
  }
}

function basics(
  page: Description,
  container: Container,
  status: ContainerStatus | undefined,
  space: string,
): void {
  page.line(1, `${space === '' ? '' : ' '}${container.name}:`)
  if (status) page.line(2, `Container ID:\t${status.containerID ?? ''}`)
  page.line(2, `Image:\t${container.image}`)
  if (status) page.line(2, `Image ID:\t${status.imageID ?? ''}`)
  const port = (number: number, protocol = 'TCP', name?: string) => {
    return name ? `${number}/${protocol} (${name})` : `${number}/${protocol}`
  }
  const ports = container.ports ?? []
  const inner = ports.map((one) => port(one.containerPort, one.protocol, one.name)).join(', ')
  const outer = ports.map((one) => port(one.hostPort ?? 0, one.protocol, one.name)).join(', ')
  page.line(2, `${inner.includes(',') ? 'Ports' : 'Port'}:\t${inner || '<none>'}`)
  page.line(2, `${outer.includes(',') ? 'Host Ports' : 'Host Port'}:\t${outer || '<none>'}`)
}

function words(page: Description, title: string, list: readonly string[] | undefined): void {
  if (!list || list.length === 0) return
  page.line(2, `${title}:`)
  for (const word of list) for (const line of word.split('\n')) page.line(3, line)
}

function states(page: Description, status: ContainerStatus): void {
  state(page, 'State', status.state ?? {})
  if (status.lastState?.terminated) state(page, 'Last State', status.lastState)
  page.line(2, `Ready:\t${status.ready ? 'True' : 'False'}`)
  page.line(2, `Restart Count:\t${status.restartCount ?? 0}`)
}

function state(
  page: Description,
  title: string,
  { running, waiting, terminated }: ContainerState,
): void {
  if (running) {
    page.line(2, `${title}:\tRunning`)
    page.line(3, `Started:\t${longTime(running.startedAt)}`)
  } else if (terminated && !waiting) {
    page.line(2, `${title}:\tTerminated`)
    if (terminated.reason) page.line(3, `Reason:\t${terminated.reason}`)
    if (terminated.message) page.line(3, `Message:\t${terminated.message}`)
    page.line(3, `Exit Code:\t${terminated.exitCode}`)
    if (terminated.signal) page.line(3, `Signal:\t${terminated.signal}`)
    page.line(3, `Started:\t${longTime(terminated.startedAt)}`)
    page.line(3, `Finished:\t${longTime(terminated.finishedAt)}`)
  } else {
    page.line(2, `${title}:\tWaiting`)
    if (waiting?.reason) page.line(3, `Reason:\t${waiting.reason}`)
  }
}

function resources(page: Description, container: Container): void {
  const list = (title: string, values: Record<string, string> | undefined) => {
    const names = Object.keys(values ?? {}).sort(byText)
    if (names.length > 0) page.line(2, `${title}:`)
    for (const name of names) page.line(3, `${name}:\t${values?.[name]}`)
  }
  list('Limits', container.resources?.limits)
  list('Requests', container.resources?.requests)
}

function probes(page: Description, container: Container): void {
  const { livenessProbe, readinessProbe, startupProbe } = container
  if (livenessProbe) page.line(2, `Liveness:\t${probeText(livenessProbe)}`)
  if (readinessProbe) page.line(2, `Readiness:\t${probeText(readinessProbe)}`)
  if (startupProbe) page.line(2, `Startup:\t${probeText(startupProbe)}`)
}

function probeText(probe: Probe): string {
  const attributes =
    `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s ` +
    `period=${probe.periodSeconds ?? 0}s #success=${probe.successThreshold ?? 0} ` +
    `#failure=${probe.failureThreshold ?? 0}`
  const { exec, httpGet, tcpSocket, grpc } = probe
  if (exec) return `exec [${(exec.command ?? []).join(' ')}] ${attributes}`
  if (httpGet) {
    const { scheme = 'HTTP', host = '', port, path = '' } = httpGet
    const slash = path === '' || path.startsWith('/') ? '' : '/'
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${slash}${path} ${attributes}`
  }
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port} ${attributes}`
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''} ${attributes}`
  return `unknown ${attributes}`
}

function environment(page: Description, container: Container, setting: Setting): void {
  const sources = container.envFrom ?? []
  if (sources.length > 0) page.line(2, 'Environment Variables from:')
  for (const { prefix, configMapRef, secretRef } of sources) {
    const ref = configMapRef ?? secretRef
    const note = prefix ? ` with prefix '${prefix}'` : ''
    const from = `${configMapRef ? 'ConfigMap' : 'Secret'}${note}`
    page.line(3, `${ref?.name ?? ''}\t${from}\tOptional: ${ref?.optional ?? false}`)
  }
  const variables = container.env ?? []
  page.line(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}`)
  for (const variable of variables) variableLines(page, variable, setting.pod)
}

function variableLines(page: Description, { name, value, valueFrom }: EnvVar, pod?: Pod): void {
  if (!valueFrom) {
    const [first = '', ...more] = (value ?? '').split('\n')
    page.line(3, `${name}:\t${first}`)
    for (const line of more) page.line(3, `\t${line}`)
    return
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom
  if (fieldRef) {
    const found = pod ? dig(pod, ...fieldRef.fieldPath.split('.')) : ''
    page.line(3, `${name}:\t${found ?? ''} (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})`)
  } else if (resourceFieldRef) page.line(3, `${name}:\t (${resourceFieldRef.resource})`)
  else if (secretKeyRef) {
    const { key, name: secret, optional = false } = secretKeyRef
    page.line(3, `${name}:\t<set to the key '${key}' in secret '${secret}'>\tOptional: ${optional}`)
  } else if (configMapKeyRef) {
    const { key, name: map, optional = false } = configMapKeyRef
    const text = `<set to the key '${key}' of config map '${map}'>`
    page.line(3, `${name}:\t${text}\tOptional: ${optional}`)
  }
}

function mounts(page: Description, container: Container): void {
  const list = [...(container.volumeMounts ?? [])]
  page.line(2, `Mounts:${list.length === 0 ? '\t<none>' : ''}`)
  for (const mount of list.sort((a, b) => byText(a.mountPath, b.mountPath))) {
    const path = mount.subPath ? `,path=${JSON.stringify(mount.subPath)}` : ''
    const flags = `${mount.readOnly ? 'ro' : 'rw'}${path}`
    page.line(3, `${mount.mountPath} from ${mount.name} (${flags})`)
  }
}
