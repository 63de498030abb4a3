import { copyOf } from '../programs/copy.ts'
import type { Millis } from '../time.ts'
import { SECOND } from '../time.ts'
import type { Visit, Rehearsed } from './contract.ts'
import { Box } from './box.ts'
import { dueOf, earliest } from './due.ts'
import { ranOf, startHook } from './hooks.ts'
import type { Machine } from './machine.ts'
import { Machine as Rehearsal } from './machine.ts'
import { Overlay } from './overlay.ts'
import type { Ports } from './ports.ts'
import { runBox } from './turns.ts'

const TICKET = 'rehearsal'
/** No probe waits longer: what takes more has failed. */
const LONGEST_MS: Millis = 3_700 * SECOND
/** Waits of one command that are followed, one after the other. */
const MOST_WAITS = 2_000

/** Runs a command on copies of everything and tells what would come of it. */
export function rehearse(
  visit: Visit,
  ports: Ports,
  machine: Machine,
  container: string,
  argv: readonly string[],
): Rehearsed {
  const nextDue = machine
    .boxes()
    .filter(({ table }) => !table.ended)
    .reduce<Millis | null>((due, box) => earliest(due, dueOf(box)), null)
  const real = machine.box(container)
  if (!real || real.table.ended) return { code: 126, output: '', tookMs: 0, until: null }

  const dry = new Rehearsal(visit, dryPorts(ports), TICKET)
  for (const box of machine.boxes()) {
    dry.put(new Box(dry, box.hosted, copyOf(box.table), undefined))
  }
  const box = dry.box(container)!
  startHook(box, argv, TICKET)
  const tookMs = play(dry, box)
  const ran = ranOf(box, TICKET)
  const until = dry.asked ? machine.now : nextDue
  if (!ran) return { code: 137, output: '', tookMs: LONGEST_MS, until }
  return { code: ran.code, output: ran.output, tookMs, until }
}

/** Lets the copies run, jumping from instant to instant; gives how long it took. */
function play(dry: Machine, box: Box): Millis {
  const begin = dry.now
  for (let wait = 0; wait < MOST_WAITS; wait += 1) {
    runBox(box)
    const ran = ranOf(box, TICKET)
    if (ran) return ran.at - begin
    const due = dueOfRehearsal(box)
    if (due === null || due - begin > LONGEST_MS) return LONGEST_MS
    dry.now = Math.max(due, dry.now + 1)
  }
  return LONGEST_MS
}

function dueOfRehearsal(box: Box): Millis | null {
  return box.live
    .filter(({ session }) => session === TICKET)
    .reduce<Millis | null>((due, { wait, busy }) => {
      return earliest(due, earliest(wait?.until ?? null, busy?.at ?? null))
    }, null)
}

function dryPorts(ports: Ports): Ports {
  const overlays = new Map<string, Overlay>()
  return {
    config: (container) => ports.config(container),
    environment: (container, startedAt) => ports.environment(container, startedAt),
    files(container) {
      let overlay = overlays.get(container)
      if (!overlay) overlays.set(container, (overlay = new Overlay(ports.files(container))))
      return overlay
    },
    saveFiles: () => undefined,
    net: (how) => ports.net(how),
    commands: ports.commands,
  }
}
