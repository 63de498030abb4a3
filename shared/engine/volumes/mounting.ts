import { MINUTE, SECOND, type Millis } from '../time.ts'
import type { PodFrame } from './downward.ts'
import { claimProblem, volumeProblem } from './problems.ts'

/** What a kubelet remembers of volumes that it could not mount, by name. */
export type MountNotes = Record<string, { tries: number; at: Millis }>

/** What comes of trying to mount the volumes of a pod at an instant. */
export interface Mounting {
  /** Everything is there. */
  isDone: boolean
  notes: MountNotes
  /** When to try again what failed. */
  nextAt: Millis | undefined
  /** What to tell, each as a Warning `FailedMount`. */
  told: string[]
}

/** Source: pkg/util/goroutinemap/exponentialbackoff (v1.32). */
const FIRST_DELAY_MS = 500
const LAST_DELAY_MS = 2 * MINUTE + 2 * SECOND

/**
 * Tries to mount what is not mounted. Each failure is told and tried again after 0.5 s, doubled
 * each time, at most 2 min 2 s: at 0, 0.5, 1.5, 3.5 … 127.5, 249.5 s. What a volume waits for
 * helps only at its next try. A claim that cannot be used is told at once as all of them together.
 */
export function mount(frame: PodFrame, before: MountNotes): Mounting {
  const { view, pod } = frame
  const mounting: Mounting = { isDone: true, notes: {}, nextAt: undefined, told: [] }
  const claims: string[] = []
  for (const volume of pod.spec.volumes ?? []) {
    const note = before[volume.name]
    const dueAt = note && note.at + delayMs(note.tries)
    if (note && dueAt !== undefined && view.now < dueAt) {
      keep(mounting, volume.name, note, dueAt)
      continue
    }
    const claim = claimProblem(frame, volume)
    const why = claim ?? volumeProblem(frame, volume)
    if (why === undefined) continue
    if (claim) claims.push(volume.name, claim)
    else mounting.told.push(`MountVolume.SetUp failed for volume "${volume.name}" : ${why}`)
    const next = { tries: (note?.tries ?? 0) + 1, at: view.now }
    keep(mounting, volume.name, next, view.now + delayMs(next.tries))
  }
  if (claims.length > 0) mounting.told.push(claimsText(claims))
  return mounting
}

function keep(mounting: Mounting, name: string, note: MountNotes[string], dueAt: Millis): void {
  mounting.isDone = false
  mounting.notes[name] = note
  mounting.nextAt = Math.min(mounting.nextAt ?? dueAt, dueAt)
}

function delayMs(tries: number): Millis {
  return Math.min(FIRST_DELAY_MS * 2 ** (tries - 1), LAST_DELAY_MS)
}

/**
 * A wait that merely takes too long is not told any more since it is an interruption; a claim that
 * cannot be processed is. Source: volume_manager.go WaitForAttachAndMount, kubelet.go SyncPod.
 */
function claimsText(claims: readonly string[]): string {
  const names = claims.filter((_text, index) => index % 2 === 0).join(' ')
  const whys = claims.filter((_text, index) => index % 2 === 1).join('; ')
  const lists = `unmounted volumes=[${names}], unattached volumes=[]`
  return `Unable to attach or mount volumes: ${lists}, failed to process volumes=[${names}]: ${whys}`
}
