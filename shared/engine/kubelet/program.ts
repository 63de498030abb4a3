import { programOf } from '../images/command.ts'
import { findImage } from '../images/find.ts'
import type { Program } from '../images/image.ts'
import { parseReference } from '../images/reference.ts'
import type { Probe } from '../kinds/pod/schema.ts'
import type { Unit } from './life.ts'

/** Where an image was known when it was pulled and is not any more. */
const UNKNOWN: Program = { ports: [], onTerm: { ms: 150, code: 0 } }

/** What the container runs. */
export function unitProgram({ life, spec, note }: Unit): Program {
  const reference = parseReference(note.image ?? spec.image ?? '')
  const image = reference && findImage(life.view, reference)
  return image && typeof image !== 'string' ? programOf(image, spec) : UNKNOWN
}

/**
 * Does the program answer a probe? Thinly: HTTP, TCP and gRPC are answered on ports where it
 * listens, every path and every command of an exec probe is taken to succeed.
 */
export function answers(unit: Unit, probe: Probe): boolean {
  const port = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port
  return port === undefined || unitProgram(unit).ports.includes(portNumber(unit, port))
}

/** The number behind a port's name. */
export function portNumber({ spec }: Unit, port: number | string): number {
  if (typeof port === 'number') return port
  const named = spec.ports?.find(({ name }) => name === port)
  return named?.containerPort ?? Number(port)
}
