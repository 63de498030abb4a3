import type { LogLine } from '../programs/log.ts'
import type { View } from '../store/view.ts'
import type { Millis } from '../time.ts'
import type { Pod } from './pod/schema.ts'

/** What one run of a container has written so far. */
export interface RunLines {
  /** In the order of time; the oldest may be gone. */
  lines: readonly LogLine[]
  /** How many lines there were before these. */
  dropped: number
  /** The last line has not been ended yet. */
  open: boolean
  /** When the next line comes by itself, if the run goes on; null: not that anybody knows. */
  nextAt: Millis | null
}

/** What a container uses. */
export interface ContainerUsage {
  name: string
  /** Thousandths of a CPU. */
  milliCpu: number
  memoryBytes: number
}

/**
 * What containers wrote and use. It is computed from programs and their processes, which kinds
 * cannot see: the registry gives it to those that show it.
 */
export interface Telemetry {
  /** Lines of a run, by the number of restarts before it; undefined: nothing is known of it. */
  log(pod: Pod, container: string, run: number, view: View): RunLines | undefined
  /** What the running containers of a pod use now. */
  usage(pod: Pod, view: View): readonly ContainerUsage[]
}
