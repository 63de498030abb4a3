import { fraction } from '../../luck.ts'
import { freezeDeep, type Json } from '../../json.ts'
import type { Millis } from '../../time.ts'
import type { Bytes } from '../bytes.ts'
import type { Command, Host, Pid, Process, Signal, Spawn, Stream } from '../command.ts'
import { MemoryFiles } from './memory-files.ts'
import { ScriptedNet } from './scripted-net.ts'
import type { Ran, Running, Setting } from './setting.ts'

const START: Millis = 1_795_340_400_000
const MOST_TURNS = 5_000

/**
 * A small container for tests of commands: processes, pipes and a clock that jumps to whatever is
 * waited for. State goes through JSON text and is frozen, as it is in the engine.
 */
export class Machine {
  now: Millis
  readonly files: MemoryFiles
  readonly net: ScriptedNet
  readonly setting: Setting
  readonly processes = new Map<Pid, Running>()
  readonly pipes = new Map<number, { bytes: Bytes; writers: number }>()
  /** What is still to come on stdin, piece by piece: '' is a pause. */
  stdin: Bytes[] = []
  out = ''
  err = ''
  /** Bytes of stdout after which nobody reads any more. */
  reads = Infinity
  turns = 0
  lastPid = 1

  constructor(setting: Setting) {
    this.setting = setting
    this.now = setting.now ?? START
    this.files = new MemoryFiles(setting.files ?? {}, () => this.now, setting.readOnly)
    this.net = new ScriptedNet(setting.net ?? {})
  }

  /** Runs a command to its end, or for a while. */
  run(argv: readonly Bytes[], stdin: Bytes | readonly Bytes[] = '', forMs = Infinity): Ran {
    this.out = ''
    this.err = ''
    this.turns = 0
    this.stdin = typeof stdin === 'string' ? [stdin] : [...stdin]
    const began = this.now
    const main = this.begin({ argv }, 0)
    if (typeof main === 'string') throw new Error(`${argv[0]}: ${main}`)
    while (main.code === undefined && this.turns < MOST_TURNS) {
      if (this.round()) continue
      const next = this.nextDue()
      if (next === undefined || next > began + forMs) break
      this.now = next
    }
    this.now = Math.max(this.now, Math.min(this.now, began + forMs))
    return {
      out: this.out,
      err: this.err,
      code: main.code,
      tookMs: this.now - began,
      turns: this.turns,
    }
  }

  begin(what: Spawn, parent: Pid): Running | 'not found' {
    const name = what.argv[0] ?? ''
    if (!this.find(name)) return 'not found'
    const above = this.processes.get(parent)
    const pid = (this.lastPid += 1)
    const running: Running = {
      pid,
      parent,
      argv: what.argv,
      env: what.env ?? above?.env ?? this.setting.env ?? {},
      cwd: what.cwd ?? above?.cwd ?? this.setting.cwd ?? '/',
      state: what.state,
      startedAt: this.now,
      turn: undefined,
      signals: [],
      streams: { ...above?.streams, ...what.streams },
      code: undefined,
    }
    this.processes.set(pid, running)
    return running
  }

  find(path: string): Command | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (name === 'busybox' && this.setting.gnu) return undefined
    if (this.setting.lacks?.includes(name)) return undefined
    return this.setting.commands.get(name)
  }

  /** Gives a turn to everybody who can use one; false when nobody could. */
  round(): boolean {
    let moved = false
    for (const running of new Map(this.processes).values()) {
      if (running.code !== undefined || !this.isReady(running)) continue
      moved = true
      this.turns += 1
      this.take(running)
    }
    return moved
  }

  isReady({ turn, signals, pid, streams }: Running): boolean {
    if (!turn || 'busy' in turn || 'become' in turn || signals.length > 0) return true
    if (!('wait' in turn)) return false
    const { until, input, child } = turn.wait
    if (until !== undefined && this.now >= until) return true
    if (input !== undefined && this.hasInput(streams[input])) return true
    if (child === undefined) return false
    const ended = [...this.processes.values()].filter(
      (one) => one.parent === pid && one.code !== undefined,
    )
    return ended.some((one) => child === 0 || one.pid === child)
  }

  hasInput(stream: Stream | undefined): boolean {
    if (stream?.to === 'pipe') {
      const pipe = this.pipes.get(stream.pipe)
      return !pipe || pipe.bytes !== '' || !this.hasWriters(stream.pipe)
    }
    if (stream) return true
    // A pause in what comes ends when it was met once.
    if (this.stdin[0] === '') this.stdin.shift()
    return true
  }

  hasWriters(number: number): boolean {
    return [...this.processes.values()].some(
      ({ code, streams }) =>
        code === undefined &&
        [streams[1], streams[2]].some((one) => one?.to === 'pipe' && one.pipe === number),
    )
  }

  take(running: Running): void {
    const command = this.find(running.argv[0] ?? '')
    const turn = command?.run?.(this.processOf(running)) ?? { wait: {} }
    running.signals = []
    running.turn = turn
    if ('exit' in turn) running.code = turn.exit
    else if ('become' in turn) {
      running.argv = turn.become
      running.env = turn.env ?? running.env
      running.state = undefined
      if (!this.find(turn.become[0] ?? '')) running.code = 127
    } else
      running.state =
        turn.state === undefined
          ? undefined
          : freezeDeep(JSON.parse(JSON.stringify(turn.state)) as Json)
  }

  nextDue(): Millis | undefined {
    const dues = [...this.processes.values()].flatMap(({ code, turn }) =>
      code === undefined && turn && 'wait' in turn && turn.wait.until !== undefined
        ? [turn.wait.until]
        : [],
    )
    return dues.length === 0 ? undefined : Math.min(...dues)
  }

  signal(pid: Pid, signal: Signal): boolean {
    const running = this.processes.get(pid)
    if (!running || running.code !== undefined) return false
    const command = this.find(running.argv[0] ?? '')
    if (signal !== 'KILL' && command?.handles?.includes(signal)) running.signals.push(signal)
    else if (signal !== 'CHLD')
      running.code =
        128 +
        ((
          { HUP: 1, INT: 2, QUIT: 3, KILL: 9, USR1: 10, USR2: 12, TERM: 15, PIPE: 13 } as Partial<
            Record<Signal, number>
          >
        )[signal] ?? 15)
    return true
  }

  host(): Host {
    const user = this.setting.uid ? 'app' : 'root'
    return {
      name: 'web-0',
      podName: 'web-0',
      namespace: 'default',
      podIP: '10.244.1.5',
      node: 'node-1',
      user,
      uid: this.setting.uid ?? 0,
      memoryBytes: 2 ** 31,
      cpus: 2,
    }
  }

  processOf(running: Running): Process {
    const { pid, parent, argv, env, cwd, state, startedAt, signals } = running
    return {
      pid,
      parent,
      argv,
      env,
      cwd,
      state,
      startedAt,
      signals,
      now: this.now,
      files: this.files,
      net: this.net,
      host: this.host(),
      read: (max) => this.read(running, max),
      readLine: () => this.readLine(running),
      write: (bytes, stream = 1) => this.write(running, bytes, stream),
      spawn: (what) => {
        const begun = this.begin(what, pid)
        return typeof begun === 'string' ? begun : begun.pid
      },
      pipe: () => {
        this.pipes.set(this.pipes.size + 1, { bytes: '', writers: 0 })
        return this.pipes.size
      },
      stream: (number) => running.streams[number],
      isTerminal: () => this.setting.terminal ?? false,
      reap: (child) => {
        const code = this.processes.get(child)?.code
        if (code !== undefined) this.processes.delete(child)
        return code
      },
      children: () =>
        [...this.processes.values()].filter((one) => one.parent === pid).map((one) => one.pid),
      peers: () =>
        [...this.processes.values()]
          .filter((one) => one.code === undefined)
          .map((one) => ({
            pid: one.pid,
            parent: one.parent,
            argv: one.argv,
            startedAt: one.startedAt,
          })),
      kill: (other, signal) => this.signal(other, signal),
      which: (name) => (this.find(name) ? (name.includes('/') ? name : `/bin/${name}`) : undefined),
      chdir: (path) => void (running.cwd = path),
      luck: (purpose) => fraction('test', `process ${pid}`, purpose),
    }
  }

  read(running: Running, max = Infinity): Bytes | null {
    const stream = running.streams[0]
    if (stream?.to === 'pipe') {
      const pipe = this.pipes.get(stream.pipe)
      if (!pipe || pipe.bytes === '') return this.hasWriters(stream.pipe) ? '' : null
      const bytes = pipe.bytes.slice(0, max)
      pipe.bytes = pipe.bytes.slice(bytes.length)
      return bytes
    }
    if (stream) return null
    const first = this.stdin[0]
    if (first === undefined) return null
    if (first === '') return this.stdin.length === 1 ? null : ''
    const bytes = first.slice(0, max)
    this.stdin[0] = first.slice(bytes.length)
    if (this.stdin[0] === '') {
      // What follows comes later, not in the same turn.
      if (this.stdin.length === 1) this.stdin = []
    }
    return bytes
  }

  readLine(running: Running): Bytes | null {
    const stream = running.streams[0]
    if (stream?.to === 'pipe') {
      const pipe = this.pipes.get(stream.pipe)
      const end = pipe?.bytes.indexOf('\n') ?? -1
      if (end < 0 && this.hasWriters(stream.pipe)) return ''
      return this.read(running, end < 0 ? Infinity : end + 1)
    }
    if (stream) return null
    const first = this.stdin[0] ?? ''
    const end = first.indexOf('\n')
    if (end >= 0) return this.read(running, end + 1)
    if (this.stdin.length <= 1) return this.read(running)
    if (first === '') return ''
    // Half a line waits for the next piece.
    this.stdin.splice(0, 2, '', first + (this.stdin[1] ?? ''))
    return ''
  }

  write(running: Running, bytes: Bytes, stream: 1 | 2): boolean {
    const to = running.streams[stream]
    if (to?.to === 'pipe') {
      this.pipes.get(to.pipe)!.bytes += bytes
      return true
    }
    if (to?.to === 'null') return true
    if (to?.to === 'file') return this.files.write(to.path, bytes, { append: true }) === true
    if (stream === 2) this.err += bytes
    else this.out += bytes
    return this.out.length <= this.reads
  }
}
