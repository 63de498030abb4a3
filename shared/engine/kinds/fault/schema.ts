import { objectMeta } from '../../schema/meta.ts'
import { flag, int32, message, struct, text, time, type Of } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

/** What can be broken. Each word is read by one part of the simulator: see who asks for it. */
export const FAULTS = [
  'crash',
  'unreachable',
  'memory-pressure',
  'disk-pressure',
  'bad-image',
  'slow-pull',
  'exit',
  'oom',
  'not-ready',
  'hang',
  'stops-listening',
  'slow-start',
  'probe-fails',
  'probe-unknown',
  'ignores-sigterm',
  'hook-fails',
  'sandbox-lost',
  'init-record-lost',
  'dns-down',
  'partition',
  'scheduler-down',
] as const

/** The probes that a fault may be about. */
export const PROBES = ['startup', 'liveness', 'readiness'] as const

/** The hooks that a fault may be about. */
export const HOOKS = ['postStart', 'preStop'] as const

export const faultTarget = message(
  'dev.flotilla.v1.FaultTarget',
  'Whom the fault hits. What is left out matches everything; all that is given must match.',
  {
    namespace: text(1, 'Only pods of this namespace.'),
    nodes: text(2, 'Nodes: names separated by commas, or a label selector such as zone=b.'),
    pods: text(3, 'Pods: a label selector such as app=web.'),
    images: text(4, 'Images: a pattern in which * stands for anything, such as shop:*.'),
    containers: text(5, 'Containers: names separated by commas.'),
  },
)
export type FaultTarget = Of<typeof faultTarget>

export const faultSpec = message('dev.flotilla.v1.FaultSpec', 'One failure, described.', {
  what: text(
    1,
    'crash, unreachable, memory-pressure and disk-pressure hit nodes; bad-image and slow-pull ' +
      'hit images; sandbox-lost and init-record-lost hit pods; scheduler-down hits the control ' +
      'plane; dns-down hits what pods look up; partition hits what goes between nodes; all ' +
      'others hit containers.',
    { required: true, oneOf: FAULTS },
  ),
  where: struct(2, faultTarget, 'Whom it hits.'),
  at: text(3, 'How long after its making the fault begins, such as 90s. At once when left out.'),
  for: text(4, 'How long it lasts, such as 2m. Until it is deleted when left out.'),
  factor: int32(5, 'slow-pull: how many times longer, in percent; 400 is four times.', {
    pointer: true,
  }),
  code: int32(6, 'exit: the code that the container ends with.', { pointer: true }),
  times: int32(7, 'How often it strikes; without limit when left out.', { pointer: true }),
  message: text(8, 'What the broken part says in logs and events, instead of its usual words.'),
  probe: text(9, 'probe-fails, probe-unknown: which probe; all of them when left out.', {
    oneOf: PROBES,
  }),
  hook: text(10, 'hook-fails: which hook; both when left out.', { oneOf: HOOKS }),
  takes: text(11, 'slow-start: how long a program needs before it answers, such as 45s.'),
})
export type FaultSpec = Of<typeof faultSpec>

export const faultStatus = message('dev.flotilla.v1.FaultStatus', 'Filled in by the simulator.', {
  active: flag(1, 'Whether it is on now.', { keep: true }),
  since: time(2, 'When it began.', { pointer: true }),
  until: time(3, 'When it ended or will end.', { pointer: true }),
  hits: int32(4, 'How often it struck.', { keep: true }),
})
export type FaultStatus = Of<typeof faultStatus>

export const fault = message(
  'dev.flotilla.v1.Fault',
  'A failure that a teacher puts into the cluster. Deleting it heals.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the fault.'),
    spec: struct(2, faultSpec, 'What breaks, where, and how long.'),
    status: struct(3, faultStatus, 'What the fault is doing.'),
  },
)

/** A failure as an object: it is listed, watched and healed like anything else. */
export interface Fault extends TopLevel<typeof fault> {
  apiVersion: 'flotilla.dev/v1'
  kind: 'Fault'
}
