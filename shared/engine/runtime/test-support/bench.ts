import type { Json } from '../../json.ts'
import { fraction } from '../../luck.ts'
import type { Node } from '../../kinds/node/schema.ts'
import type { Container, Pod } from '../../kinds/pod/schema.ts'
import { plan } from '../../plan.ts'
import { toBytes, toText, type Bytes } from '../../programs/bytes.ts'
import { defineCommand, type Command, type Process } from '../../programs/command.ts'
import { commands } from '../../programs/commands/index.ts'
import type { ImageConfig } from '../../programs/image-config.ts'
import {
  allLines,
  logNote,
  logPartNote,
  type ContainerLog,
  type LogLine,
} from '../../programs/log.ts'
import type { Net } from '../../programs/net.ts'
import { INBOX, sessionNote, type Message, type SessionNote } from '../../programs/session.ts'
import { shells } from '../../programs/shell/index.ts'
import type { View } from '../../store/view.ts'
import type { Millis } from '../../time.ts'
import { openFiles } from '../../volumes/index.ts'
import type { Ended, Hosted, Runtime, Visit } from '../contract.ts'
import { createRuntime } from '../index.ts'
import type { Ports } from '../ports.ts'
import { tableNote } from '../table.ts'

export const BEGIN: Millis = 1_780_300_800_000

/** How a bench is furnished. */
export interface Furniture {
  shell?: 'bash' | 'ash' | 'dash'
  /** Commands of the bench alone. */
  own?: readonly Command[]
  env?: Readonly<Record<string, string>>
  spec?: Partial<Container>
  podSpec?: Partial<Pod['spec']>
  /** Containers beside the first one, `c`. */
  others?: readonly Partial<Container>[]
  /** What each command remembers goes through JSON text between any two turns. */
  freezes?: boolean
}

const NO_NET = new Proxy({} as Net, {
  get: () => () => ({ failure: 'timeout', tookMs: 1_000, status: 'SERVFAIL', records: [] }),
})

/** One pod whose containers run on the real runtime, without a cluster around it. */
export class Bench {
  now: Millis = BEGIN
  readonly notes = new Map<string, string>()
  readonly #furniture: Furniture
  readonly #hosted: Hosted[]
  readonly #pod: Pod
  readonly #commands: ReadonlyMap<string, Command>

  constructor(furniture: Furniture = {}) {
    this.#furniture = furniture
    const containers = [
      { name: 'c', ...furniture.spec },
      ...(furniture.others ?? []),
    ] as Container[]
    for (const one of containers) one.resources ??= {}
    this.#pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bench', namespace: 'default', uid: 'u1' },
      spec: { containers, ...furniture.podSpec },
      status: {},
    } as unknown as Pod
    this.#hosted = containers.map((spec) => {
      return { name: spec.name, spec, image: 'bench', run: 0, startedAt: undefined }
    })
    const all = [...commands.values(), ...shells, ...(furniture.own ?? [])]
    const kept = furniture.freezes ? all.map(freezing) : all
    this.#commands = new Map(kept.map((command) => [command.name, command]))
  }

  /** One visit: what is done in it, and what the runtime then wants next. */
  visit(act: (runtime: Runtime) => void = () => undefined): Millis | null {
    const visit = this.#visit()
    const runtime = createRuntime(visit, this.#ports(visit))
    act(runtime)
    runtime.run()
    const due = runtime.nextDue()
    runtime.save()
    for (const write of visit.plan.writes) {
      if (write.op !== 'note') throw new Error(`a runtime only notes, it does not ${write.op}`)
      if (write.note === null) this.notes.delete(write.name)
      else this.notes.set(write.name, JSON.stringify(write.note))
    }
    return due
  }

  /** Starts a container. */
  start(container = 'c'): { problem: string } | undefined {
    let answer: { problem: string } | undefined
    this.visit((runtime) => {
      answer = runtime.start(container)
    })
    const hosted = this.#hosted.find(({ name }) => name === container)
    if (hosted) hosted.startedAt = this.now
    return answer
  }

  /** Lets time pass, from one due instant to the next. */
  run(ms: Millis): void {
    const end = this.now + ms
    for (let visits = 0; visits < 20_000; visits += 1) {
      const due = this.visit()
      if (due === null || due > end) break
      this.now = Math.max(due, this.now + 1)
    }
    this.now = end
  }

  send(...messages: Message[]): void {
    const waiting = JSON.parse(this.notes.get(INBOX) ?? '[]') as Message[]
    this.notes.set(INBOX, JSON.stringify([...waiting, ...messages]))
    this.visit()
  }

  ended(container = 'c'): Ended | undefined {
    return this.ask((runtime) => runtime.ended(container))
  }

  /** Asks the runtime something; nothing of it is kept. */
  ask<T>(question: (runtime: Runtime) => T): T {
    const visit = this.#visit()
    return question(createRuntime(visit, this.#ports(visit)))
  }

  /** The lines of a container's log, as text. */
  lines(container = 'c'): string[] {
    const log = this.note<ContainerLog>(logNote(container))?.now
    const part = (number: number) => this.note<LogLine[]>(logPartNote(container, number))
    return (log ? allLines(log, part) : []).map(([, bytes]) => toText(bytes))
  }

  session(id: string): SessionNote {
    return this.note<SessionNote>(sessionNote(id))!
  }

  procs(container = 'c'): string[][] {
    const table = this.note<{ rows: { argv: string[] }[] }>(tableNote(container))
    return (table?.rows ?? []).map(({ argv }) => argv)
  }

  note<T>(name: string): T | undefined {
    const text = this.notes.get(name)
    return text === undefined ? undefined : (JSON.parse(text) as T)
  }

  #visit(): Visit {
    const view = {
      now: this.now,
      noteOf: (_: unknown, name: string) => this.note<Json>(name),
      luck: (_: unknown, purpose: string) => fraction('bench', 'pod', purpose),
      get: () => undefined,
      list: () => [],
      indexed: () => [],
      owned: () => [],
    } as unknown as View
    const node = {
      metadata: { name: 'node-1' },
      status: { capacity: { cpu: '2', memory: '4Gi' }, allocatable: { memory: '4Gi' } },
    } as unknown as Node
    return {
      pod: this.#pod,
      node,
      view,
      plan: plan(),
      podIP: '10.244.0.9',
      containers: this.#hosted,
    }
  }

  #ports(visit: Visit): Ports {
    const { shell = 'bash', env = {} } = this.#furniture
    const config: ImageConfig = {
      entrypoint: [],
      cmd: ['sh'],
      env: {},
      workdir: '/',
      user: { name: 'root', uid: 0 },
      files: {},
      commands: [...this.#commands.keys()].filter((name) => shell === 'ash' || name !== 'busybox'),
      own: [],
      shell,
    }
    const { pod, node, view, podIP } = visit
    const files = openFiles({ pod, node, view, podIP })
    const variables: Record<string, Bytes> = { PATH: '/usr/bin:/bin', HOME: '/root' }
    for (const [name, value] of Object.entries(env)) variables[name] = toBytes(value)
    const run = (name: string) => {
      const { spec, run: number, startedAt } = this.#hosted.find((one) => one.name === name)!
      return { spec, run: number, startedAt, config, env: variables }
    }
    return {
      config: () => config,
      environment: () => ({ env: variables, isPinned: false }),
      begin: (name) => files.begin(run(name)),
      files: (name) => files.of(run(name)),
      saveFiles: () => files.save(visit.plan),
      net: () => NO_NET,
      commands: this.#commands,
    }
  }
}

/** What came of a script that ran as a container's main process. */
export interface Outcome {
  out: string
  err: string
  code: number
  tookMs: Millis
}

/** Runs a script with a shell until it ends. */
export function script(text: string, furniture: Furniture = {}, withinMs = 600_000): Outcome {
  const shell = furniture.shell ?? 'bash'
  // The kubelet reads `$$` as one dollar sign.
  const escaped = text.replaceAll('$$', '$$$$$$$$')
  const spec = { command: [shell === 'ash' ? 'sh' : shell, '-c', escaped], ...furniture.spec }
  const bench = new Bench({ ...furniture, spec })
  const problem = bench.start()
  if (problem) throw new Error(problem.problem)
  bench.run(withinMs)
  const ended = bench.ended()
  if (!ended) throw new Error(`it still runs: ${JSON.stringify(bench.procs())} ${text}`)
  const log = bench.note<ContainerLog>(logNote('c'))?.now
  const linesOf = (wanted: 1 | undefined): string => {
    const part = (number: number) => bench.note<LogLine[]>(logPartNote('c', number))
    const lines = (log ? allLines(log, part) : []).filter(([, , stderr]) => stderr === wanted)
    const whole = lines.map(([, bytes]) => `${toText(bytes)}\n`).join('')
    const isOpen = log?.open && log.lines.at(-1)?.[2] === wanted
    return isOpen ? whole.slice(0, -1) : whole
  }
  const tookMs = ended.at - BEGIN
  return { out: linesOf(undefined), err: linesOf(1), code: ended.code, tookMs }
}

function freezing(command: Command): Command {
  const { run } = command
  if (!run) return command
  return defineCommand({
    ...command,
    run(process) {
      const seen = new Proxy(process, {
        get(target, key) {
          const value: unknown = Reflect.get(target, key, target)
          if (key === 'state') return value === undefined ? undefined : throughText(value)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value
        },
      }) as Process
      return throughText(run(seen))
    },
  })
}

function throughText<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
