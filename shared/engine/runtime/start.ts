import { argvOf } from '../images/argv.ts'
import { isRefused } from '../programs/files.ts'
import type { Stream } from '../programs/command.ts'
import { expandWords } from '../volumes/environment.ts'
import { Box } from './box.ts'
import type { Hosted } from './contract.ts'
import type { Machine } from './machine.ts'
import { absolute } from './paths.ts'
import { OWN_INPUT } from './streams.ts'
import { newTable, type Row, type Table } from './table.ts'

/** Source: containerd and runc 1.2, as the kubelet of v1.32 shows them. */
const CREATE =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: ' +
  'runc create failed: unable to start container process: '

/** Starts a container's main process; a text says why it cannot be. */
export function startMain(machine: Machine, hosted: Hosted): { problem: string } | undefined {
  machine.drop(hosted.name)
  const table = tableOf(machine, hosted, machine.now)
  const box = machine.put(new Box(machine, hosted, table, machine.logOf(hosted.name)))
  box.changed = true
  const [main] = table.rows
  const begun = machine.ports.begin?.(hosted.name)
  const problem = begun?.problem ?? (main ? startProblem(box, main) : 'no command specified')
  if (problem === undefined) return undefined
  const code = 128
  table.ended = { at: machine.now, code, reason: 'StartError', message: CREATE + problem }
  table.rows = []
  return { problem: CREATE + problem }
}

/** The table of a container whose main process has been made and had no turn yet. */
export function tableOf(machine: Machine, hosted: Hosted, startedAt: number): Table {
  const { spec, name } = hosted
  const config = machine.ports.config(name)
  const { env, isPinned } = machine.ports.environment(name, startedAt)
  const main = mainPid(machine, name)
  const table = newTable(startedAt, main, env)
  if (isPinned) table.isPinned = true
  const words = config ? argvOf(config, spec.command, spec.args) : [...(spec.command ?? [])]
  const argv = expandWords(words, env)
  if (argv.length === 0) return table
  const streams = streamsOf(hosted, table)
  const cwd = spec.workingDir || config?.workdir || '/'
  table.rows.push({ pid: main, parent: 0, argv, cwd, startedAt, streams, fresh: true })
  table.next = main + 1
  return table
}

function streamsOf({ spec }: Hosted, table: Table): Record<string, Stream> {
  const out: Stream = { to: 'log' }
  const err: Stream = spec.tty ? { to: 'log' } : { to: 'log', stderr: true }
  if (!spec.stdin) return { 0: { to: 'null' }, 1: out, 2: err }
  table.sessions[OWN_INPUT] = {
    pid: table.main,
    mode: 'attach',
    tty: spec.tty === true,
    stdin: true,
    input: '',
  }
  return { 0: { to: 'session', session: OWN_INPUT }, 1: out, 2: err }
}

/**
 * The main process is number 1 of its container. Where the containers of a pod share their
 * processes, 1 is the pause container's, and each container has its own range of numbers.
 */
function mainPid({ visit }: Machine, container: string): number {
  if (visit.pod.spec.shareProcessNamespace !== true) return 1
  const at = visit.containers.findIndex(({ name }) => name === container)
  return 7 + 10_000 * at
}

function startProblem(box: Box, row: Row): string | undefined {
  const problem = execProblem(box, row.argv, row.cwd)
  if (problem) return problem
  const directory = box.files.stat(row.cwd)
  if (isRefused(directory)) box.files.mkdir(row.cwd)
  return undefined
}

/** Why a list of words cannot be run, in the words of runc. */
export function execProblem(box: Box, argv: readonly string[], cwd: string): string | undefined {
  const found = box.locate(argv, box.table.env, cwd)
  if (typeof found !== 'string') return undefined
  const name = argv[0] ?? ''
  const what = `exec: ${JSON.stringify(name)}: `
  if (found === 'permission denied') return `${what}permission denied: unknown`
  if (!name.includes('/')) return `${what}executable file not found in $PATH: unknown`
  return `${what}stat ${absolute(name, cwd)}: no such file or directory: unknown`
}
