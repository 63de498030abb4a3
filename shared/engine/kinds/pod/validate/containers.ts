import {
  duplicate,
  forbidden,
  notFound,
  required,
  unsupported,
  wrong,
  wrongGo,
  type FieldError,
} from '../../../schema/field-errors.ts'
import { goStruct } from '../../../schema/go-syntax.ts'
import { portName, portNumber } from '../../../schema/names.ts'
import { isDnsLabel } from '../../../schema/rules.ts'
import type { Container, ContainerPort, EphemeralContainer } from '../schema/container.ts'
import { containerResizePolicy } from '../schema/resources.ts'
import type { PodSpec } from '../schema/spec.ts'
import { checkEnv, checkEnvFrom } from './env.ts'
import { checkProbes } from './probe.ts'
import { checkResources } from './resources.ts'
import { checkMounts } from './mounts.ts'
import { checkSecurity } from './security.ts'

/** Upstream: core/validation validateContainers, validateInitContainers (v1.32). */

const PROTOCOLS = ['SCTP', 'TCP', 'UDP']
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never']
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError']
const NOT_FOR_INIT = 'may not be set for init containers without restartPolicy=Always'
const NOT_FOR_EPHEMERAL = 'cannot be set for an Ephemeral Container'

/** All containers of a pod spec: main, init and ephemeral ones. */
export function checkContainers(spec: PodSpec, field: string): FieldError[] {
  return [
    ...checkMain(spec, `${field}.containers`),
    ...checkInit(spec, `${field}.initContainers`),
    ...checkEphemeral(spec, `${field}.ephemeralContainers`),
  ]
}

function checkMain(spec: PodSpec, field: string): FieldError[] {
  const containers = spec.containers ?? []
  if (containers.length === 0) return [required(field)]
  const names = new Set<string>()
  const errors = containers.flatMap((container, index) => {
    const path = `${field}[${index}]`
    const own = checkCommon(container, spec, path)
    if (names.has(container.name)) own.push(duplicate(`${path}.name`, container.name))
    names.add(container.name)
    own.push(...checkProbes(container, path, spec.terminationGracePeriodSeconds))
    if (container.restartPolicy !== undefined) {
      own.push(forbidden(`${path}.restartPolicy`, 'may not be set for non-init containers'))
    }
    return own
  })
  return [...errors, ...hostPortConflicts(containers, field)]
}

function checkInit(spec: PodSpec, field: string): FieldError[] {
  const names = new Set((spec.containers ?? []).map((container) => container.name))
  return (spec.initContainers ?? []).flatMap((container, index) => {
    const path = `${field}[${index}]`
    const errors = checkCommon(container, spec, path)
    const { restartPolicy } = container
    if (restartPolicy !== undefined && restartPolicy !== 'Always') {
      errors.push(unsupported(`${path}.restartPolicy`, restartPolicy, ['Always']))
    }
    if (names.has(container.name)) errors.push(duplicate(`${path}.name`, container.name))
    names.add(container.name)
    errors.push(...hostPortConflicts([container], field))
    if (restartPolicy === 'Always') {
      errors.push(...checkProbes(container, path, spec.terminationGracePeriodSeconds))
    } else errors.push(...withoutProbes(container, path))
    if ((container.resizePolicy ?? []).length > 0 && restartPolicy !== 'Always') {
      const shown = goItems(container.resizePolicy ?? [])
      errors.push(wrongGo(`${path}.resizePolicy`, shown, 'must not be set for init containers'))
    }
    return errors
  })
}

function withoutProbes(container: Container, path: string): FieldError[] {
  const names = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const
  return names
    .filter((name) => container[name] !== undefined)
    .map((name) => forbidden(`${path}.${name}`, NOT_FOR_INIT))
}

function checkEphemeral(spec: PodSpec, field: string): FieldError[] {
  const others = new Set(
    [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name),
  )
  const names = new Set(others)
  return (spec.ephemeralContainers ?? []).flatMap((container, index) => {
    const path = `${field}[${index}]`
    const errors = checkCommon(container, spec, path)
    if (names.has(container.name)) errors.push(duplicate(`${path}.name`, container.name))
    names.add(container.name)
    const target = container.targetContainerName
    if (target && !others.has(target)) {
      errors.push(notFound(`${path}.targetContainerName`, target))
    }
    return [...errors, ...untrimmed(container, path), ...notForEphemeral(container, path)]
  })
}

function notForEphemeral(container: EphemeralContainer, path: string): FieldError[] {
  const names = [
    'ports',
    'livenessProbe',
    'readinessProbe',
    'startupProbe',
    'lifecycle',
    'resizePolicy',
    'restartPolicy',
  ] as const
  const errors = names
    .filter((name) => container[name] !== undefined)
    .map((name) => forbidden(`${path}.${name}`, NOT_FOR_EPHEMERAL))
  if (Object.keys(container.resources ?? {}).length > 0) {
    errors.push(forbidden(`${path}.resources`, NOT_FOR_EPHEMERAL))
  }
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    const place = `${path}.volumeMounts[${index}]`
    if (mount.subPath) errors.push(forbidden(`${place}.subPath`, NOT_FOR_EPHEMERAL))
    if (mount.subPathExpr) errors.push(forbidden(`${place}.subPathExpr`, NOT_FOR_EPHEMERAL))
  }
  return errors
}

/** An image's name in a pod (not in a template) has no spaces around it. */
export function untrimmed({ image }: { image?: string }, path: string): FieldError[] {
  if (!image || image === image.trim()) return []
  return [wrong(`${path}.image`, image, 'must not have leading or trailing whitespace')]
}

function checkResizePolicy(
  { resizePolicy = [] }: Container | EphemeralContainer,
  spec: PodSpec,
  field: string,
): FieldError[] {
  const seen = new Set<string>()
  return resizePolicy.flatMap(({ resourceName, restartPolicy }, index) => {
    const errors = seen.has(resourceName) ? [duplicate(`${field}[${index}]`, resourceName)] : []
    seen.add(resourceName)
    errors.push(...oneOf(resourceName, ['cpu', 'memory'], field))
    errors.push(...oneOf(restartPolicy, ['NotRequired', 'RestartContainer'], field))
    if (spec.restartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      const rule = "must be 'NotRequired' when `restartPolicy` is 'Never'"
      errors.push(wrong(field, restartPolicy, rule))
    }
    return errors
  })
}

const goItems = (policies: NonNullable<Container['resizePolicy']>): string => {
  const items = policies.map((one) => goStruct(containerResizePolicy, one, 'core'))
  return `[]core.ContainerResizePolicy{${items.join(', ')}}`
}

function checkCommon(
  container: Container | EphemeralContainer,
  spec: PodSpec,
  path: string,
): FieldError[] {
  const { name, image } = container
  return [
    ...(name ? isDnsLabel(name, `${path}.name`) : [required(`${path}.name`)]),
    ...(image ? [] : [required(`${path}.image`)]),
    ...oneOf(
      container.terminationMessagePolicy,
      MESSAGE_POLICIES,
      `${path}.terminationMessagePolicy`,
    ),
    ...checkPorts(container.ports ?? [], `${path}.ports`),
    ...checkEnv(container.env ?? [], `${path}.env`),
    ...checkEnvFrom(container.envFrom ?? [], `${path}.envFrom`),
    ...checkMounts(container, spec.volumes ?? [], path),
    ...oneOf(container.imagePullPolicy, PULL_POLICIES, `${path}.imagePullPolicy`),
    ...checkResources(container.resources ?? {}, `${path}.resources`),
    ...checkResizePolicy(container, spec, `${path}.resizePolicy`),
    ...checkSecurity(
      container.securityContext,
      spec.hostUsers !== false,
      `${path}.securityContext`,
    ),
  ]
}

/** A word of a closed list that must be there. */
export function oneOf(
  value: string | undefined,
  words: readonly string[],
  field: string,
): FieldError[] {
  if (!value) return [required(field)]
  return words.includes(value) ? [] : [unsupported(field, value, words)]
}

function checkPorts(ports: readonly ContainerPort[], field: string): FieldError[] {
  const names = new Set<string>()
  return ports.flatMap((port, index) => {
    const path = `${field}[${index}]`
    const errors: FieldError[] = []
    const { name, containerPort, hostPort } = port
    if (name) {
      const words = portName(name)
      errors.push(...words.map((rule) => wrong(`${path}.name`, name, rule)))
      if (words.length === 0 && names.has(name)) errors.push(duplicate(`${path}.name`, name))
      names.add(name)
    }
    if (!containerPort) errors.push(required(`${path}.containerPort`))
    else errors.push(...numberErrors(containerPort, `${path}.containerPort`))
    if (hostPort) errors.push(...numberErrors(hostPort, `${path}.hostPort`))
    return [...errors, ...oneOf(port.protocol, PROTOCOLS, `${path}.protocol`)]
  })
}

const numberErrors = (port: number, field: string): FieldError[] =>
  portNumber(port).map((rule) => wrong(field, port, rule))

function hostPortConflicts(containers: readonly Container[], field: string): FieldError[] {
  const seen = new Set<string>()
  const errors: FieldError[] = []
  containers.forEach((container, index) => {
    ;(container.ports ?? []).forEach((port, at) => {
      if (!port.hostPort) return
      const text = `${port.protocol}/${port.hostIP ?? ''}/${port.hostPort}`
      if (seen.has(text)) errors.push(duplicate(`${field}[${index}].ports[${at}].hostPort`, text))
      seen.add(text)
    })
  })
  return errors
}
