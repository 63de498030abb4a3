import type { Wait } from '../command.ts'
import { bodyTrimmed } from './text.ts'
import type { Shell } from './core.ts'
import type { Needs } from './failure.ts'
import { checkExit } from './errexit.ts'
import { SUBSTITUTION_BYTES } from './limits.ts'
import { fork } from './spawn.ts'
import type { Await } from './state.ts'

type Of<F extends Await['for']> = Extract<Await, { for: F }>

/** Has what the shell waits for come about? Otherwise says what to wait for. */
export function poll(shell: Shell, awaits: Await): Wait | undefined {
  const { state, process } = shell
  switch (awaits.for) {
    case 'command': {
      const code = process.reap(awaits.pid)
      if (code === undefined && process.children().includes(awaits.pid)) {
        return { child: awaits.pid }
      }
      return done(shell, code ?? state.status)
    }
    case 'pipeline':
      return pollPipeline(shell, awaits)
    case 'substitution':
      return pollSubstitution(shell, awaits)
    case 'jobs':
      return pollJobs(shell, awaits)
    case 'read':
      // It waits once; then the builtin is run again from its beginning.
      if (awaits.told) {
        delete state.awaits
        return undefined
      }
      awaits.told = true
      return awaits.until === undefined ? { input: 0 } : { input: 0, until: awaits.until }
  }
}

function done(shell: Shell, status: number): undefined {
  const { state, frame } = shell
  const at = state.awaits?.at
  delete state.awaits
  state.status = status
  const instruction = frame && at !== undefined ? shell.program(frame).code[at] : undefined
  if (instruction) checkExit(shell, instruction)
  return undefined
}

function pollPipeline(shell: Shell, awaits: Of<'pipeline'>): Wait | undefined {
  const { state, process } = shell
  const children = process.children()
  awaits.pids.forEach((pid, index) => {
    if (awaits.codes[index] !== null) return
    awaits.codes[index] = process.reap(pid) ?? (children.includes(pid) ? null : 127)
  })
  const codes = awaits.codes
  const open = codes.indexOf(null)
  if (open >= 0) return { child: awaits.pids[open] ?? 0 }
  if (state.dialect === 'bash') state.variables['PIPESTATUS'] = { v: codes.map(String) }
  const last = codes.at(-1) ?? 0
  const failed = codes.findLast((code) => code !== 0) ?? 0
  return done(shell, state.options.includes('pipefail') ? failed : last)
}

/** Nothing but `<` and a word. */
const ONLY_INPUT = /^\s*<\s*(?:[^\s;|&<>()'"\\]|"[^"]*"|'[^']*'|\\.)+\s*$/

/** Begins a substitution whose output the command at hand needs. */
export function startSubstitution(shell: Shell, needs: Needs): void {
  const { state, process } = shell
  const { key } = needs
  // Of the shells here only bash reads `$(<file)` as the file's content. [INIT-012]
  const isFile = state.dialect === 'bash' && ONLY_INPUT.test(needs.script)
  const script = isFile ? `cat ${needs.script}` : needs.script
  const pipe = process.pipe()
  const pid = fork(shell, { text: 0, from: 0, script }, { 1: { to: 'pipe', pipe } })
  state.awaits = { for: 'substitution', pid, pipe, key, bytes: '' }
}

function pollSubstitution(shell: Shell, awaits: Of<'substitution'>): Wait | undefined {
  const { state, process } = shell
  const bytes = process.drain(awaits.pipe)
  if (bytes) awaits.bytes = (awaits.bytes + bytes).slice(0, SUBSTITUTION_BYTES)
  const code = process.reap(awaits.pid)
  if (code !== undefined) awaits.code = code
  const isGone = awaits.code !== undefined || !process.children().includes(awaits.pid)
  if (bytes !== null || !isGone) {
    return isGone ? { pipe: awaits.pipe } : { pipe: awaits.pipe, child: awaits.pid }
  }
  delete state.awaits
  state.substituted[awaits.key] = bodyTrimmed(awaits.bytes)
  state.substitutionStatus = awaits.code ?? 0
  return undefined
}

function pollJobs(shell: Shell, awaits: Of<'jobs'>): Wait | undefined {
  const { state } = shell
  collect(shell)
  const jobs = awaits.pids.map((pid) => state.jobs.find((job) => job.pid === pid))
  const over = jobs.filter((job) => job === undefined || job.done !== undefined)
  const isOver = awaits.any ? over.length > 0 || jobs.length === 0 : over.length === jobs.length
  if (!isOver) return { child: 0 }
  const told = awaits.any ? over[0] : state.jobs.find(({ pid }) => pid === awaits.last)
  const status = told?.done ?? (awaits.last === undefined ? 0 : 127)
  state.jobs = state.jobs.filter(
    ({ pid, done }) => done === undefined || !awaits.pids.includes(pid),
  )
  return done(shell, status)
}

/** Notes which background jobs have ended. */
export function collect({ state, process }: Shell): void {
  if (state.jobs.length === 0) return
  const children = process.children()
  for (const job of state.jobs) {
    if (job.done === undefined) {
      const code = process.reap(job.pid) ?? (children.includes(job.pid) ? undefined : 127)
      if (code !== undefined) job.done = code
    }
  }
}
