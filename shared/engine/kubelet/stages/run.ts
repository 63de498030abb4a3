import { exitFault, notReadyFault } from '../../kinds/fault/effects.ts'
import { SECOND, timestamp, type Millis } from '../../time.ts'
import type { Unit } from '../life.ts'
import { portNumber, unitProgram } from '../program.ts'
import type { Stage } from './stage.ts'

/** A fault ends the running process. */
export const strike: Stage = {
  name: 'strike',
  when: (unit) =>
    unit.note.step === 'run' && !unit.note.struck && exitFault(...faultTarget(unit)) !== undefined,
  act(unit) {
    const fault = exitFault(...faultTarget(unit))
    if (!fault) return
    const { life, note } = unit
    note.struck = true
    note.endAt = life.now
    note.code = fault.spec.code ?? 1
    life.strike(fault)
  },
}

const UNREADY = 'Readiness probe failed: HTTP probe failed with statuscode: 503'
const HANGS = 'Readiness probe failed: context deadline exceeded'

/** A fault keeps a container from being ready. */
export const unready: Stage = {
  name: 'unready',
  when: (unit) =>
    unit.note.step === 'run' &&
    unit.status.ready &&
    notReadyFault(...faultTarget(unit)) !== undefined,
  act(unit) {
    const fault = notReadyFault(...faultTarget(unit))
    unit.status.ready = false
    unit.life.plan.blame(fault?.metadata.name)
    const why = fault?.spec.what === 'hang' ? HANGS : UNREADY
    if (unit.spec.readinessProbe) unit.life.tell('Warning', 'Unhealthy', why, unit)
  },
}

/** Probes have passed, or there are none. */
export const ready: Stage = {
  name: 'ready',
  when: (unit) => {
    const { note, status } = unit
    if (note.step !== 'run' || status.ready || note.readyAt === undefined) return false
    if (note.endAt !== undefined && note.endAt < note.readyAt) return false
    return notReadyFault(...faultTarget(unit)) === undefined
  },
  due: ({ note, life }) => note.readyAt ?? life.now,
  act({ status }) {
    status.started = true
    status.ready = true
  },
}

/** A probe that nothing will ever answer is told of once: nobody listens on its port. */
export const unhealthy: Stage = {
  name: 'unhealthy',
  when: ({ note, role, status }) =>
    note.step === 'run' &&
    role !== 'init' &&
    !status.ready &&
    note.readyAt === undefined &&
    note.told === undefined &&
    note.endAt === undefined,
  due: ({ note, spec, life }) =>
    (note.startedAt ?? life.now) + (failing(spec)?.initialDelaySeconds ?? 0) * SECOND,
  act(unit) {
    unit.note.told = true
    const { spec, life } = unit
    const kind = spec.startupProbe ? 'Startup' : 'Readiness'
    const probe = failing(spec)
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? 0
    const address = `${life.podIP ?? ''}:${portNumber(unit, port)}`
    const dial = `dial tcp ${address}: connect: connection refused`
    const get = probe?.httpGet
    const url = `${(get?.scheme ?? 'HTTP').toLowerCase()}://${address}${get?.path ?? '/'}`
    life.tell(
      'Warning',
      'Unhealthy',
      `${kind} probe failed: ${get ? `Get "${url}": ` : ''}${dial}`,
      unit,
    )
  },
}

const failing = (spec: Unit['spec']) => spec.startupProbe ?? spec.readinessProbe

/** The process has ended, by itself or because it was told to. */
export const exit: Stage = {
  name: 'exit',
  when: ({ note }) => note.step === 'run' && note.endAt !== undefined,
  due: ({ note, life }) => note.endAt ?? life.now,
  act: (unit) => ended(unit, unit.note.code ?? 0),
}

/** Shows the end of a run. */
export function ended(unit: Unit, code: number, reason?: string): void {
  const { life, status, note, role } = unit
  const at: Millis = Math.min(note.endAt ?? life.now, life.now)
  note.step = 'end'
  note.finishedAt = at
  note.code = code
  delete note.told
  status.state = {
    terminated: {
      exitCode: code,
      reason: reason ?? (code === 0 ? 'Completed' : 'Error'),
      startedAt: timestamp(note.startedAt ?? at),
      finishedAt: timestamp(at),
      ...(status.containerID ? { containerID: status.containerID } : {}),
    },
  }
  status.ready = role === 'init' && code === 0
  status.started = false
}

/** When a sidecar is not needed any more, it is told to end. */
export const retire: Stage = {
  name: 'retire',
  when: ({ life, note, role }) =>
    role === 'sidecar' &&
    note.step === 'run' &&
    note.endAt === undefined &&
    life.units.every((unit) => unit.role !== 'app' || isOver(unit)),
  act(unit) {
    const { onTerm } = unitProgram(unit)
    const { ms, code } = onTerm === 'ignored' ? { ms: 30 * SECOND, code: 137 } : onTerm
    unit.note.endAt = unit.life.now + ms
    unit.note.code = code
  },
}

/** Has the container ended for good? */
export function isOver({ life, note, role }: Unit): boolean {
  return note.step === 'end' && !isRestarted(role, life.pod.spec.restartPolicy, note.code ?? 0)
}

/** Is a container that ended with a code started again? Init containers only when they failed. */
export function isRestarted(role: Unit['role'], policy: string, code: number): boolean {
  if (role === 'sidecar') return true
  if (policy === 'Never') return false
  return code !== 0 || (role === 'app' && policy === 'Always')
}

function faultTarget({ life, spec }: Unit) {
  return [life.view, life.pod, spec] as const
}
