import type { Bytes } from '../programs/bytes.ts'
import type { Command, Host, Pid, Signal, Spawn, Stream } from '../programs/command.ts'
import type { Files } from '../programs/files.ts'
import type { ImageConfig } from '../programs/image-config.ts'
import type { ContainerLog } from '../programs/log.ts'
import type { Hosted } from './contract.ts'
import { find, type Located } from './find-command.ts'
import { MINUTE, SECOND, type Millis } from '../time.ts'
import { MOST_PIPES, MOST_PROCESSES, NAPS_A_MINUTE, sliceDelay } from './limits.ts'
import { Log } from './log.ts'
import type { Machine } from './machine.ts'
import type { Row, Table } from './table.ts'

/** One container with its processes, in one visit. */
export class Box {
  readonly machine: Machine
  readonly hosted: Hosted
  table: Table
  readonly log: Log
  /** Whether anything of the table was touched in this visit. */
  changed = false
  /** What commands had done with files in this visit, measured in turns. */
  work = 0
  #files: Files | undefined
  #host: Host | undefined

  constructor(machine: Machine, hosted: Hosted, table: Table, log: ContainerLog | undefined) {
    this.machine = machine
    this.hosted = hosted
    this.table = table
    this.log = new Log(log, hosted.run, table.startedAt)
  }

  get name(): string {
    return this.hosted.name
  }

  get config(): ImageConfig | undefined {
    return this.machine.ports.config(this.name)
  }

  get files(): Files {
    return (this.#files ??= this.machine.files(this.name))
  }

  get host(): Host {
    return (this.#host ??= this.machine.host(this.hosted))
  }

  /** Processes that have not ended, in the order of their numbers. */
  get live(): Row[] {
    return this.table.rows.filter(({ code }) => code === undefined)
  }

  row(pid: Pid): Row | undefined {
    return this.table.rows.find((row) => row.pid === pid)
  }

  envOf(row: Row): Readonly<Record<string, Bytes>> {
    return row.env ?? this.table.env
  }

  /** What stands behind a process. */
  commandOf(row: Row): Located | undefined {
    const found = this.locate(row.argv, this.envOf(row), row.cwd)
    return typeof found === 'string' ? undefined : found
  }

  locate(argv: readonly string[], env: Readonly<Record<string, Bytes>>, cwd: string) {
    return find(this, argv, env, cwd)
  }

  /** Adds a process; a text says why not. */
  spawn(
    what: Spawn,
    parent: Pick<Row, 'pid' | 'cwd' | 'streams' | 'session'> & { env: Table['env'] },
  ): Row | 'not found' | 'permission denied' | 'too many processes' {
    if (this.table.rows.length >= MOST_PROCESSES) return 'too many processes'
    const env = what.env ? { ...what.env } : parent.env
    const cwd = what.cwd ?? parent.cwd
    const found = this.locate(what.argv, env, cwd)
    if (typeof found === 'string') return found
    const pid = this.table.next
    this.table.next += 1
    const row: Row = {
      pid,
      parent: parent.pid,
      argv: [...what.argv],
      cwd,
      startedAt: this.machine.now,
      streams: { ...parent.streams, ...what.streams },
      fresh: true,
    }
    if (env !== this.table.env) row.env = env
    if (what.state !== undefined) row.state = what.state
    if (parent.session !== undefined) row.session = parent.session
    this.handOver(row.streams['0'])
    this.table.rows.push(row)
    this.changed = true
    return row
  }

  /** A pipe that is somebody's input is not drained by who made it. */
  handOver(input: Stream | undefined): void {
    if (input?.to === 'pipe') delete this.table.pipes[input.pipe]?.reader
  }

  /** A new pipe; beyond the limit the oldest that nobody uses goes. */
  pipe(reader: Pid): number {
    const { pipes } = this.table
    if (Object.keys(pipes).length >= MOST_PIPES) this.sweepPipes()
    const number = this.table.nextPipe
    this.table.nextPipe += 1
    pipes[number] = { bytes: '', reader }
    return number
  }

  /** Forgets pipes that no process can reach. */
  sweepPipes(): void {
    const { pipes } = this.table
    const used = new Set<string>()
    for (const { streams } of this.live) {
      for (const stream of Object.values(streams)) {
        if (stream.to === 'pipe') used.add(String(stream.pipe))
      }
    }
    for (const [number, { reader }] of Object.entries(pipes)) {
      const isRead = reader !== undefined && this.row(reader)?.code === undefined
      if (!used.has(number) && !(isRead && this.row(reader))) delete pipes[number]
    }
  }

  /** Counts a slice of a busy process and says how many its origin had in a row. */
  spin(row: Row): number {
    const { now } = this.machine
    const origin = row.session ?? ''
    const before = this.table.spin?.[origin]
    const isLong = before && now - before.at > 4 * sliceDelay(before.slices) + 5_000
    const slices = !before || isLong ? 0 : before.slices + (before.at < now ? 1 : 0)
    this.table.spin = { ...this.table.spin, [origin]: { slices, at: now } }
    return slices
  }

  /** When a process that sleeps wakes up: who wakes all the time is let sleep longer. */
  nap(until: Millis): Millis {
    const { now } = this.machine
    if (until - now >= SECOND || until <= now) return until
    const { table } = this
    const isNew = !table.naps || now - table.naps.since >= MINUTE
    table.naps = isNew ? { since: now, count: 1 } : { ...table.naps!, count: table.naps!.count + 1 }
    return table.naps.count > NAPS_A_MINUTE ? now + SECOND : until
  }

  /** Does a process hear of a signal (true), ignore it (false), or die of it (undefined)? */
  reaction(row: Row, signal: Signal): boolean | undefined {
    const own = row.handles?.[signal]
    if (own !== undefined) return own
    const command: Command | undefined = this.commandOf(row)?.command
    if (command?.handles?.includes(signal)) return true
    return command?.ignores?.includes(signal) ? false : undefined
  }
}
