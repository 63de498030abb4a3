import { findImage } from '../images/find.ts'
import type { Found, Missing } from '../images/find.ts'
import type { Json } from '../json.ts'
import type { Reference } from '../images/reference.ts'
import { badImage, faults, pullSlowness } from '../kinds/fault/effects.ts'
import { podReady } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { SECOND, type Millis } from '../time.ts'
import { KUBELET, type Life, type Unit } from './life.ts'
import { isPresent } from './node-images.ts'
import type { PodNote } from './note.ts'

/** Bytes that a node fetches and unpacks in a millisecond. */
const BYTES_PER_MS = 30_000
const LONGEST_MS = 20 * SECOND

/**
 * Puts the pull in the node's queue: a kubelet pulls one image after the other. What is asked for
 * while the same image is on its way is quick when its turn comes.
 */
export function askPull(unit: Unit, reference: Reference): void {
  const { life, note } = unit
  const { free, coming } = queueOf(life, reference.full)
  const cached = coming || isPresent(life.node, reference)
  const slow = pullSlowness(life.view, life.pod, unit.spec).fault?.metadata.name
  note.step = 'pull'
  note.pull = {
    full: reference.full,
    asked: life.now,
    begin: free,
    end: free + pullMs(unit, reference, cached),
    ...(slow ? { slow } : {}),
  }
}

interface Queue {
  /** When the last pull that waits is over. */
  free: Millis
  /** Is the image among them? */
  coming: boolean
}

/** When the node's queue is empty, and whether an image is in it. Asked often: a plain loop. */
function queueOf(life: Life, full: string): Queue {
  const { node, pod, view, note } = life
  const queue: Queue = { free: life.now, coming: false }
  look(queue, note, full)
  for (const other of view.indexed<Pod>('podsByNode', node.metadata.name)) {
    // One that is not accepted yet, or is ready, pulls nothing: that spares most of the reading.
    if (other === pod || other.status.startTime === undefined || podReady(other)) continue
    look(queue, view.noteOf<Json>(other, KUBELET) as unknown as PodNote | undefined, full)
  }
  return queue
}

function look(queue: Queue, note: PodNote | undefined, full: string): void {
  for (const name in note?.units) {
    const { step, pull } = note.units[name]!
    if (step !== 'pull' || !pull) continue
    queue.free = Math.max(queue.free, pull.end)
    queue.coming ||= pull.full === full
  }
}

function pullMs(unit: Unit, reference: Reference, cached: boolean): Millis {
  const { life, spec, status, note } = unit
  const luck = life.luck(`pull ${spec.name} ${status.restartCount} ${note.refused?.delayMs ?? 0}`)
  const image = resolve(unit, reference)
  if (typeof image === 'string') return Math.round(400 + 800 * luck)
  if (cached) return Math.round(100 + 200 * luck)
  const usual = Math.min(500 + image.bytes / BYTES_PER_MS, LONGEST_MS) * (0.7 + 0.8 * luck)
  const { percent, fault } = pullSlowness(life.view, life.pod, spec)
  if (fault) life.strike(fault)
  return Math.round((usual * percent) / 100)
}

/** When a pull is over: as it was reckoned, or now if what made it slow is healed. */
export function pullEnd({ life, note }: Unit): Millis {
  const { pull } = note
  if (!pull) return life.now
  const isSlow = faults(life.view, 'slow-pull').some(({ metadata }) => metadata.name === pull.slow)
  return pull.slow && !isSlow ? life.now : pull.end
}

/** What the registry says of the image at this instant. */
export function resolve(unit: Unit, reference: Reference): Found | Missing {
  const { life, spec } = unit
  const fault = badImage(life.view, life.pod, spec)
  if (!fault) return findImage(life.view, reference)
  life.plan.blame(fault.metadata.name)
  return 'no such tag'
}

/** The container runtime's words for an image that cannot be had. Source: containerd 1.7, CRI. */
export function refusalText({ full }: Reference, missing: Missing): string {
  const unresolved = `failed to resolve reference "${full}": `
  const failed = `failed to pull and unpack image "${full}": ${unresolved}`
  if (missing === 'no such tag') {
    return `rpc error: code = NotFound desc = ${failed}${full}: not found`
  }
  return (
    `rpc error: code = Unknown desc = ${failed}pull access denied, repository does not exist or ` +
    'may require authorization: server message: insufficient_scope: authorization failed'
  )
}
