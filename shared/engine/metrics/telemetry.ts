import type { Node } from '../kinds/node/schema.ts'
import { statusOf } from '../kinds/pod/container-state.ts'
import { containersOf } from '../kinds/pod/choose-container.ts'
import type { Container, Pod } from '../kinds/pod/schema.ts'
import type { RunLines, Telemetry } from '../kinds/telemetry.ts'
import type { Json } from '../json.ts'
import { KUBELET } from '../kubelet/life.ts'
import type { PodNote } from '../kubelet/note.ts'
import { usageOf } from '../kubelet/usage.ts'
import { plan } from '../plan.ts'
import type { ContainerLog, LogLine, RunLog } from '../programs/log.ts'
import { allLines, logNote, logPartNote } from '../programs/log.ts'
import { banner, woven } from '../runtime/banner.ts'
import type { Box } from '../runtime/box.ts'
import type { Hosted, Visit } from '../runtime/contract.ts'
import { Machine } from '../runtime/machine.ts'
import { portsOf } from '../kubelet/program.ts'
import { bannerOf } from '../runtime/servers.ts'
import type { View } from '../store/view.ts'

/** Logs and usage as the container runtime of a pod's node knows them. Asking changes nothing. */
export const telemetry: Telemetry = {
  log(pod, container, run, view) {
    const stored = storedLog(pod, container, run, view)
    const server = serverLog(pod, container, run, view)
    if (!server) return stored && linesOf(stored, stored.lines)
    const lines = stored ? woven(server.lines, stored.lines) : server.lines
    return { ...linesOf(stored, lines), nextAt: server.nextAt }
  },
  usage(pod, view) {
    const node = view.get<Node>('Node', '', pod.spec.nodeName ?? '')
    return node ? usageOf(pod, node, view) : []
  },
}

function linesOf(run: RunLog | undefined, lines: readonly LogLine[]): RunLines {
  return { lines, dropped: run?.dropped ?? 0, open: run?.open ?? false, nextAt: null }
}

function storedLog(pod: Pod, container: string, run: number, view: View): RunLog | undefined {
  const log = view.noteOf<Json>(pod, logNote(container)) as unknown as ContainerLog | undefined
  const found = [log?.now, log?.previous].find((one) => one?.run === run)
  if (!found?.parts) return found
  const part = (number: number) =>
    view.noteOf<Json>(pod, logPartNote(container, number)) as unknown as LogLine[] | undefined
  return { ...found, lines: [...allLines(found, part)] }
}

/**
 * What a server that nobody changed has said by itself: it is stored only when something else is,
 * or at the end of its run.
 */
function serverLog(
  pod: Pod,
  container: string,
  run: number,
  view: View,
): { lines: LogLine[]; nextAt: number | null } | undefined {
  if (statusOf(pod, container)?.restartCount !== run) return undefined
  const box = boxOf(pod, container, view)
  const main = box?.row(box.table.main)
  if (!box || !main || main.said !== undefined || box.table.ended) return undefined
  const later = bannerOf(box, main).find(({ at }) => at > view.now)
  return { lines: banner(box, main), nextAt: later?.at ?? null }
}

function boxOf(pod: Pod, container: string, view: View): Box | undefined {
  const node = view.get<Node>('Node', '', pod.spec.nodeName ?? '')
  if (!node) return undefined
  const visit = visitOf(pod, node, view)
  return new Machine(visit, portsOf(visit)).box(container)
}

/** The pod as its kubelet would show it to the runtime now. */
function visitOf(pod: Pod, node: Node, view: View): Visit {
  const note = view.noteOf<Json>(pod, KUBELET) as unknown as PodNote | undefined
  const containers = containersOf(pod).map((spec): Hosted => {
    const { step, startedAt, image } = note?.units[spec.name] ?? {}
    return {
      name: spec.name,
      spec: spec as Container,
      image: image ?? spec.image ?? '',
      run: statusOf(pod, spec.name)?.restartCount ?? 0,
      startedAt: step === 'run' ? startedAt : undefined,
    }
  })
  return { pod, node, view, plan: plan(), podIP: pod.status.podIP, containers }
}
