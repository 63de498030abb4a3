import type { Json } from '../json.ts'
import type { Bytes } from '../programs/bytes.ts'
import type { Controller, Host, Peer, Pid, Signal, Spawn, Stream } from '../programs/command.ts'
import type { Files } from '../programs/files.ts'
import type { Net } from '../programs/net.ts'
import type { Millis } from '../time.ts'
import type { Box } from './box.ts'
import { INPUT_BYTES, TURN_BYTES } from './limits.ts'
import { peersOf, signalPeer } from './peers.ts'
import { absolute } from './paths.ts'
import { ProcessFiles } from './process-files.ts'
import { fromPipe, put, take, takeLine } from './streams.ts'
import type { Row } from './table.ts'

/** One turn of a process: what its command sees of the world and can do to it. */
export class Running implements Controller {
  readonly argv: readonly Bytes[]
  readonly signals: readonly Signal[]
  /** Nobody read what it wrote. */
  isBroken = false
  readonly #box: Box
  readonly #row: Row
  #files: Files | undefined
  #written = 0

  constructor(box: Box, row: Row, argv: readonly Bytes[]) {
    this.#box = box
    this.#row = row
    this.argv = argv
    this.signals = row.signals ?? []
    delete row.signals
  }

  get pid(): Pid {
    return this.#row.pid
  }

  get parent(): Pid {
    return this.#row.parent
  }

  get env(): Readonly<Record<string, Bytes>> {
    return this.#box.envOf(this.#row)
  }

  get cwd(): string {
    return this.#row.cwd
  }

  get state(): Json | undefined {
    return this.#row.state
  }

  get startedAt(): Millis {
    return this.#row.startedAt
  }

  get now(): Millis {
    this.#box.machine.asked = true
    return this.#box.machine.now
  }

  get files(): Files {
    return (this.#files ??= new ProcessFiles(this.#box, this.#row))
  }

  get net(): Net {
    this.#box.machine.asked = true
    return this.#box.machine.netOf(this.#box)
  }

  get shell(): 'bash' | 'ash' | 'dash' | undefined {
    return this.#box.config?.shell
  }

  get host(): Host {
    return this.#box.host
  }

  read(max?: number): Bytes | null {
    return this.readFrom(0, max)
  }

  readLine(): Bytes | null {
    return this.readLineFrom(0)
  }

  write(bytes: Bytes, stream: number = 1): boolean {
    return this.writeTo(stream, bytes)
  }

  readFrom(stream: number, max?: number): Bytes | null {
    return take(this.#box, this.#row, stream, max)
  }

  readLineFrom(stream: number): Bytes | null {
    return takeLine(this.#box, this.#row, stream)
  }

  writeTo(stream: number, bytes: Bytes): boolean {
    if (bytes === '') return true
    if (this.#written > TURN_BYTES) return true
    this.#written += bytes.length
    const isTaken = put(this.#box, this.#row, stream, bytes)
    if (!isTaken && this.#row.streams[stream]?.to === 'pipe') this.isBroken = true
    return isTaken
  }

  spawn(what: Spawn): Pid | 'not found' | 'permission denied' | 'too many processes' {
    const env = this.#box.envOf(this.#row)
    const made = this.#box.spawn(what, { ...this.#row, env })
    return typeof made === 'string' ? made : made.pid
  }

  pipe(): number {
    return this.#box.pipe(this.pid)
  }

  drain(pipe: number): Bytes | null {
    return fromPipe(this.#box, pipe, (bytes) => bytes.length)
  }

  fill(pipe: number, bytes: Bytes): void {
    const known = this.#box.table.pipes[pipe]
    if (known) known.bytes = (known.bytes + bytes).slice(0, INPUT_BYTES)
  }

  stream(number: number): Stream | undefined {
    return this.#row.streams[number]
  }

  redirect(stream: number, to: Stream | undefined): void {
    if (stream === 0) this.#box.handOver(to)
    if (to) this.#row.streams[stream] = { ...to }
    else delete this.#row.streams[stream]
  }

  openStreams(): readonly number[] {
    return Object.keys(this.#row.streams).map(Number)
  }

  handle(signals: Readonly<Partial<Record<Signal, boolean>>>): void {
    if (Object.keys(signals).length > 0) this.#row.handles = { ...signals }
    else delete this.#row.handles
  }

  newSignals(): readonly Signal[] {
    const signals = this.#row.signals ?? []
    delete this.#row.signals
    return signals
  }

  isTerminal(number: number): boolean {
    const stream = this.#row.streams[number]
    if (stream?.to === 'log') return this.#box.hosted.spec.tty === true
    if (stream?.to !== 'session') return false
    return this.#box.table.sessions[stream.session]?.tty === true
  }

  reap(pid: Pid): number | undefined {
    const row = this.#box.row(pid)
    if (!row || row.parent !== this.pid || row.code === undefined) return undefined
    this.#box.table.rows = this.#box.table.rows.filter((one) => one !== row)
    return row.code
  }

  children(): readonly Pid[] {
    return this.#box.table.rows.flatMap(({ pid, parent }) => (parent === this.pid ? [pid] : []))
  }

  peers(): readonly Peer[] {
    return peersOf(this.#box)
  }

  kill(pid: Pid, signal: Signal): boolean {
    return signalPeer(this.#box, pid, signal)
  }

  which(name: string): string | undefined {
    const found = this.#box.locate([name], this.env, this.cwd)
    return typeof found === 'string' ? undefined : found.path
  }

  chdir(path: string): void {
    this.#row.cwd = absolute(path, this.#row.cwd)
  }

  luck(purpose: string): number {
    this.#box.machine.asked = true
    const { name, table } = this.#box
    return this.#box.machine.luck(`${name} ${table.startedAt} ${this.pid} ${purpose}`)
  }
}
