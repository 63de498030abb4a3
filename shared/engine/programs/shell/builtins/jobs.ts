import type { Bytes } from '../../bytes.ts'
import type { Pid, Signal } from '../../command.ts'
import { kill as killCommand } from '../../commands/kill.ts'
import { collect } from '../awaiting.ts'
import type { Shell } from '../core.ts'
import { declareSignals } from '../signals.ts'
import { asBuiltin, type Builtin } from './builtin.ts'

const SIGNALS: Readonly<Record<string, Signal | 'EXIT'>> = {
  0: 'EXIT',
  1: 'HUP',
  2: 'INT',
  3: 'QUIT',
  9: 'KILL',
  10: 'USR1',
  12: 'USR2',
  13: 'PIPE',
  14: 'ALRM',
  15: 'TERM',
  17: 'CHLD',
  18: 'CONT',
}

function signalOf(word: Bytes): Signal | 'EXIT' | 'ERR' | undefined {
  const name = word.toUpperCase().replace(/^SIG/, '')
  if (name === 'EXIT' || name === 'ERR') return name
  return SIGNALS[word] ?? Object.values(SIGNALS).find((one) => one === name)
}

function trap(shell: Shell, words: readonly Bytes[]): number {
  const { state, process } = shell
  const names = words[0] === '--' ? words.slice(1) : [...words]
  if (names.length === 0 || names[0] === '-p') {
    for (const [name, text] of Object.entries(state.traps)) {
      const shown = state.dialect === 'bash' && name !== 'EXIT' ? `SIG${name}` : name
      const quote = state.dialect === 'bash' ? '-- ' : '-- '
      process.writeTo(1, `trap ${quote}'${text.replaceAll("'", "'\\''")}' ${shown}\n`)
    }
    return 0
  }
  const [action = '', ...signals] = names
  const isReset = action === '-' || (signals.length === 0 && signalOf(action) !== undefined)
  let status = 0
  for (const word of signals.length === 0 ? [action] : signals) {
    const signal = signalOf(word)
    if (!signal) {
      shell.complain(
        state.dialect === 'bash'
          ? `trap: ${word}: invalid signal specification`
          : `trap: ${word}: invalid signal specification`,
      )
      status = 1
    } else if (isReset) delete state.traps[signal]
    else state.traps[signal] = action
  }
  declareSignals(shell)
  return status
}

/** The process that `%1`, `%%` or a number means. */
function pidOf(shell: Shell, word: Bytes): Pid | undefined {
  if (/^\d+$/.test(word)) return Number(word)
  const { jobs } = shell.state
  if (word === '%%' || word === '%+' || word === '%') return jobs.at(-1)?.pid
  const number = /^%(\d+)$/.exec(word)?.[1]
  if (number !== undefined) return jobs[Number(number) - 1]?.pid
  return jobs.find(({ words }) => word.startsWith('%') && words.startsWith(word.slice(1)))?.pid
}

function wait(shell: Shell, words: readonly Bytes[]): number | void {
  const { state } = shell
  collect(shell)
  const isAny = words[0] === '-n'
  const named = words.filter((word) => !word.startsWith('-'))
  if (named.length === 0) {
    const pids = state.jobs.map(({ pid }) => pid)
    if (pids.length === 0) return isAny ? 127 : 0
    state.awaits = isAny ? { for: 'jobs', pids, any: true } : { for: 'jobs', pids }
    return
  }
  const pids = named.map((word) => pidOf(shell, word))
  const last = pids.at(-1)
  const known = pids.flatMap((pid) =>
    state.jobs.some((job) => job.pid === pid) ? [pid as Pid] : [],
  )
  if (last === undefined || !known.includes(last)) {
    if (state.dialect === 'bash' && last !== undefined) {
      shell.complain(`wait: pid ${last} is not a child of this shell`)
    }
    return 127
  }
  state.awaits = { for: 'jobs', pids: known, last }
}

function kill(shell: Shell, words: readonly Bytes[], name: Bytes): number | void {
  const real = words.map((word) => {
    if (!word.startsWith('%')) return word
    const pid = pidOf(shell, word)
    return pid === undefined ? word : String(pid)
  })
  return asBuiltin(killCommand).run(shell, real, name)
}

function listJobs(shell: Shell): number {
  collect(shell)
  const { state, process } = shell
  state.jobs.forEach(({ words, done }, index) => {
    const how = done === undefined ? 'Running' : done === 0 ? 'Done' : `Exit ${done}`
    const mark = index === state.jobs.length - 1 ? '+' : '-'
    process.writeTo(1, `[${index + 1}]${mark}  ${how.padEnd(22)}  ${words}\n`)
  })
  state.jobs = state.jobs.filter(({ done }) => done === undefined)
  return 0
}

function foreground(shell: Shell, words: readonly Bytes[]): number | void {
  const pid = pidOf(shell, words[0] ?? '%%')
  if (pid === undefined) {
    shell.complain(`fg: ${words[0] ?? 'current'}: no such job`)
    return 1
  }
  shell.state.jobs = shell.state.jobs.filter((job) => job.pid !== pid)
  shell.state.awaits = { for: 'command', pid }
}

/** Background jobs and signals. */
export const jobs: Readonly<Record<string, Builtin>> = {
  trap: { special: true, run: trap },
  wait: { run: wait },
  kill: { run: kill },
  jobs: { run: listJobs },
  fg: { run: foreground },
  bg: { run: () => 0 },
  disown: { only: ['bash'], run: () => 0 },
}
