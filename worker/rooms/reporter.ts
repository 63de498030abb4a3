import type { Env } from '../env.ts'
import { logFault } from '../log.ts'
import type { Progress } from './run-desk.ts'

/** How often the class hears of a run's progress at most. */
const REPORT_MS = 250

/** What is told, of which cluster, to which class. Nothing, while something is missing. */
export interface Report {
  cls: string | undefined
  id: string | undefined
  progress: Progress | undefined
}

/** Tells a class of a run's progress soon, and not more often than it can be read. */
export class Reporter {
  #env: Env
  #report: () => Report
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(env: Env, report: () => Report) {
    this.#env = env
    this.#report = report
  }

  soon(): void {
    if (this.#timer) return
    this.#timer = setTimeout(() => void this.#tell(), REPORT_MS)
  }

  async #tell(): Promise<void> {
    this.#timer = undefined
    const { cls, id, progress } = this.#report()
    if (!cls || !id || !progress) return
    try {
      await this.#env.CLASS.getByName(cls).report(id, progress)
    } catch (error) {
      logFault('the class did not hear of a run', error)
    }
  }
}
