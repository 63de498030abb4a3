import type { ContainerLog, LogLine } from '../programs/log.ts'
import { banner, woven } from './banner.ts'
import type { Visit } from './contract.ts'
import { Machine } from './machine.ts'
import { portsOf } from './node-ports.ts'
import type { Ports } from './ports.ts'

/**
 * The log of a container's run, in the order of time: what was kept of it, and what its server
 * says by itself. `previous`: of the run before; undefined when there is none.
 */
export function readLog(
  visit: Visit,
  container: string,
  previous = false,
  ports: Ports = portsOf(visit),
): { lines: readonly LogLine[]; isOpen: boolean } | undefined {
  const machine = new Machine(visit, ports)
  const box = machine.box(container)
  const kept = machine.logOf(container)
  if (previous) return of(kept?.previous)
  const main = box?.row(box.table.main)
  if (!box || !main || main.said !== undefined) return of(kept?.now)
  return { lines: woven(banner(box, main), box.log.lines), isOpen: kept?.now.open === true }
}

function of(run: ContainerLog['now'] | undefined) {
  return run && { lines: run.lines, isOpen: run.open === true }
}
