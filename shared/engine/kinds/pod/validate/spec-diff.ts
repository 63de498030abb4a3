import { message, type MessageType } from '../../../schema/tree.ts'
import { container } from '../schema/container.ts'
import { podSecurityContext } from '../schema/security.ts'
import { podSpec, type PodSpec } from '../schema/spec.ts'
import { goDiff } from './go-diff.ts'

/** The same for pod specs: the server keeps some fields elsewhere than the API shows them. */
export function podSpecDiff(old: PodSpec, next: PodSpec): string {
  return goDiff(INTERNAL, internal(old), internal(next))
}

/** Where the server keeps what the API has at the top. Source: pkg/apis/core/types.go. */
const MOVED = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'] as const

/** The order of fields there, where it is another one. */
const SPEC_ORDER = (
  'volumes initContainers containers ephemeralContainers restartPolicy ' +
  'terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector ' +
  'serviceAccountName automountServiceAccountToken nodeName securityContext imagePullSecrets ' +
  'hostname subdomain setHostnameAsFQDN affinity schedulerName tolerations hostAliases ' +
  'priorityClassName priority preemptionPolicy dnsConfig readinessGates runtimeClassName ' +
  'overhead enableServiceLinks topologySpreadConstraints os schedulingGates resourceClaims resources'
).split(' ')
const CONTAINER_ORDER = ['name', 'image', 'command', 'args', 'workingDir', 'ports', 'envFrom']

const INTERNAL = internalType()

function internalType(): MessageType {
  const first = CONTAINER_ORDER.map((name) => [name, container.fields[name]!] as const)
  const inner = message(container.name, container.words, {
    ...Object.fromEntries(first),
    ...container.fields,
  })
  const moved = MOVED.map((name) => [name, podSpec.fields[name]!] as const)
  const security = message(podSecurityContext.name, podSecurityContext.words, {
    ...Object.fromEntries(moved),
    ...podSecurityContext.fields,
  })
  const shapes: Readonly<Record<string, MessageType>> = {
    containers: inner,
    initContainers: inner,
    securityContext: security,
  }
  const fields = SPEC_ORDER.map((name) => {
    const field = podSpec.fields[name]!
    return [name, shapes[name] ? { ...field, shape: shapes[name] } : field] as const
  })
  return message(podSpec.name, podSpec.words, Object.fromEntries(fields))
}

function internal(spec: PodSpec): unknown {
  const host = Object.fromEntries(
    MOVED.flatMap((name) => (spec[name] === undefined ? [] : [[name, spec[name]]])),
  )
  return { ...spec, securityContext: { ...host, ...spec.securityContext } }
}
