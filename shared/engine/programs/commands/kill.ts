import type { Signal } from '../command.ts'
import { fail, out, tool, warn } from './lib/tool.ts'

/** Numbers of the signals that programs meet. */
export const SIGNALS: Readonly<Record<string, Signal>> = {
  1: 'HUP',
  2: 'INT',
  3: 'QUIT',
  9: 'KILL',
  10: 'USR1',
  12: 'USR2',
  15: 'TERM',
  17: 'CHLD',
}

/** `TERM`, `SIGTERM`, `15` as a signal; 0 only asks whether the process is there. */
export function signalOf(text: string): Signal | 0 | undefined {
  if (text === '0') return 0
  const name = text.toUpperCase().replace(/^SIG/, '')
  return SIGNALS[text] ?? Object.values(SIGNALS).find((one) => one === name)
}

export const kill = tool({
  name: 'kill',
  about: 'Signal processes: -SIGNAL, -s, -l, -0',
  run(process, { operands }) {
    const words = [...operands]
    if (words[0] === '-l') {
      out(
        process,
        Object.entries(SIGNALS)
          .map(([number, name]) => `${number.padStart(2)}) ${name}\n`)
          .join(''),
      )
      return { exit: 0 }
    }
    let signal: Signal | 0 | undefined = 'TERM'
    const first = words[0] ?? ''
    if (first === '-s' || first === '-n') {
      signal = signalOf(words[1] ?? '')
      words.splice(0, 2)
    } else if (/^-[A-Za-z0-9]+$/.test(first)) {
      signal = signalOf(first.slice(1))
      words.shift()
    }
    if (signal === undefined) return fail(process, `bad signal name '${first.replace(/^-/, '')}'`)
    if (words[0] === '--') words.shift()
    if (words.length === 0) return fail(process, 'you need to specify whom to kill')
    let code = 0
    for (const word of words) {
      const pid = Number(word)
      if (!/^-?\d+$/.test(word)) {
        warn(process, `invalid number '${word}'`)
        code = 1
        continue
      }
      const there = process.peers().some((peer) => peer.pid === Math.abs(pid)) || pid === -1
      const sent =
        signal === 0
          ? there
          : pid === -1
            ? killAll(process, signal)
            : process.kill(Math.abs(pid), signal)
      if (sent) continue
      warn(process, `can't kill pid ${word}: No such process`)
      code = 1
    }
    return { exit: code }
  },
})

/** `kill -1`: everybody but process 1 and oneself. */
function killAll(process: Parameters<NonNullable<typeof kill.run>>[0], signal: Signal): boolean {
  for (const { pid } of process.peers()) {
    if (pid !== 1 && pid !== process.pid) process.kill(pid, signal)
  }
  return true
}
