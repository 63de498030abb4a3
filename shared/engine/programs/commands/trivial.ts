import { out, tool, waitFor } from './lib/tool.ts'

export const trueCommand = tool({ name: 'true', about: 'Succeed', run: () => ({ exit: 0 }) })
export const falseCommand = tool({ name: 'false', about: 'Fail', run: () => ({ exit: 1 }) })
export const sync = tool({ name: 'sync', about: 'Nothing to write back', run: () => ({ exit: 0 }) })
export const stty = tool({
  name: 'stty',
  about: 'Accepted, changes nothing',
  run: () => ({ exit: 0 }),
})

export const clear = tool({
  name: 'clear',
  about: 'Clear the terminal',
  run(process) {
    out(process, '\x1b[H\x1b[J')
    return { exit: 0 }
  },
})

export const tty = tool({
  name: 'tty',
  about: 'Name the terminal',
  run(process) {
    const is = process.isTerminal(0)
    out(process, is ? '/dev/pts/0\n' : 'not a tty\n')
    return { exit: is ? 0 : 1 }
  },
})

/** Lines that one turn writes before others get theirs. */
const YES_LINES = 500

export const yes = tool({
  name: 'yes',
  about: 'Repeat a line for ever',
  run(process, { operands }) {
    const line = `${operands.length > 0 ? operands.join(' ') : 'y'}\n`
    // Into nowhere it burns CPU, and takes no turns for that.
    if (process.stream(1)?.to === 'null') return waitFor({}, null)
    out(process, line.repeat(YES_LINES))
    return { busy: true, state: null }
  },
  usage: () => ({ milliCpu: 1000, memoryBytes: 1024 * 1024 }),
})
