import { duplicate, required, wrong, type FieldError } from '../../schema/field-errors.ts'
import { portOrName } from '../../schema/int-or-string.ts'
import { portNumber } from '../../schema/names.ts'
import { isDnsLabel, isQualifiedName } from '../../schema/rules.ts'
import { oneOf } from '../pod/validate/containers.ts'
import type { ServicePort, ServiceSpec } from './schema.ts'

const PROTOCOLS = ['SCTP', 'TCP', 'UDP']

/** The ports of a service: well formed each, and different from one another. */
export function checkServicePorts({ ports = [] }: ServiceSpec): FieldError[] {
  const names = new Set<string>()
  const errors = ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`
    const own = checkName(port.name, ports.length > 1, names, `${path}.name`)
    return [...own, ...checkPort(port, path)]
  })
  return [...errors, ...repeated(ports)]
}

function checkName(
  name: string | undefined,
  isNeeded: boolean,
  names: Set<string>,
  field: string,
): FieldError[] {
  if (!name) return isNeeded ? [required(field)] : []
  const errors = isDnsLabel(name, field)
  if (names.has(name)) errors.push(duplicate(field, name))
  names.add(name)
  return errors
}

function checkPort(port: ServicePort, path: string): FieldError[] {
  return [
    ...portNumber(port.port).map((rule) => wrong(`${path}.port`, port.port, rule)),
    ...oneOf(port.protocol, PROTOCOLS, `${path}.protocol`),
    ...portOrName(port.targetPort, `${path}.targetPort`),
    ...(port.appProtocol === undefined
      ? []
      : isQualifiedName(port.appProtocol, `${path}.appProtocol`)),
  ]
}

function repeated(ports: readonly ServicePort[]): FieldError[] {
  const seen = new Set<string>()
  const errors: FieldError[] = []
  ports.forEach(({ nodePort, protocol }, index) => {
    const key = `node ${protocol} ${nodePort}`
    if (nodePort && seen.has(key)) {
      errors.push(duplicate(`spec.ports[${index}].nodePort`, nodePort))
    }
    seen.add(key)
  })
  ports.forEach(({ port, protocol }, index) => {
    const key = `${protocol} ${port}`
    if (seen.has(key)) errors.push(goDuplicate(index, port, protocol))
    seen.add(key)
  })
  return errors
}

/** Upstream shows the port as a Go struct of which only number and protocol are set. */
function goDuplicate(index: number, port: number, protocol: string): FieldError {
  const target = 'TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}'
  const shown =
    `core.ServicePort{Name:"", Protocol:"${protocol}", AppProtocol:(*string)(nil), ` +
    `Port:${port}, ${target}, NodePort:0}`
  return { field: `spec.ports[${index}]`, type: 'FieldValueDuplicate', shown }
}
