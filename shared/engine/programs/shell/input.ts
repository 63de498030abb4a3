import type { Wait } from '../command.ts'
import { collect } from './awaiting.ts'
import { compile } from './compile.ts'
import type { Shell } from './core.ts'
import { valueOf } from './variables.ts'

/** Reads the next command of a shell that takes them from its standard input. */
export function readCommand(shell: Shell): 'begun' | 'end' | Wait {
  const { state, process } = shell
  if (!state.reads) return 'end'
  if (!state.asked) {
    if (shell.isInteractive) {
      tellJobs(shell)
      process.writeTo(2, prompt(shell))
    }
    state.asked = true
  }
  const line = process.readLineFrom(0)
  if (line === '') return { input: 0 }
  delete state.asked
  if (line === null) return atEnd(shell)
  const text = (state.unread ?? '') + line
  if (text.trim() === '') {
    delete state.unread
    return 'begun'
  }
  const { error } = compile(text)
  if (error?.isOpen || (!error && isContinued(text))) {
    state.unread = text
    return 'begun'
  }
  delete state.unread
  shell.begin('line', text)
  return 'begun'
}

/** A line that ends in a backslash, or a here-document that goes on. */
function isContinued(text: string): boolean {
  if (/(^|[^\\])(\\\\)*\\\n$/.test(text)) return true
  const here = /<<(-?)\s*(["']?)([\w.]+)\2/.exec(text)
  if (!here || text[here.index + 2] === '<') return false
  const [, tabs, , word = ''] = here
  const lines = text.slice(here.index).split('\n').slice(1)
  return !lines.some((line) => (tabs ? line.replace(/^\t+/, '') : line) === word)
}

function atEnd(shell: Shell): 'begun' | 'end' {
  const { state, process } = shell
  const rest = state.unread
  delete state.unread
  if (rest !== undefined) {
    shell.begin('line', rest)
    return 'begun'
  }
  if (shell.isInteractive) process.writeTo(2, state.dialect === 'bash' ? 'exit\n' : '\n')
  return 'end'
}

/** What stands before each line. Source: the images of bash, BusyBox and Debian. */
function prompt({ state, process }: Shell): string {
  if (state.unread !== undefined) return '> '
  const mark = process.host.uid === 0 ? '#' : '$'
  const home = valueOf(state, 'HOME') ?? '/root'
  const place = process.cwd === home && home !== '/' ? '~' : process.cwd
  const own = valueOf(state, 'PS1')
  if (own !== undefined) {
    return own
      .replaceAll('\\w', place)
      .replaceAll('\\h', process.host.name)
      .replaceAll('\\u', process.host.user)
      .replaceAll('\\$', mark)
  }
  if (state.dialect === 'dash') return `${mark} `
  if (state.dialect === 'ash') return `${place} ${mark} `
  return `${process.host.user}@${process.host.name}:${place}${mark} `
}

function tellJobs(shell: Shell): void {
  collect(shell)
  const { state, process } = shell
  state.jobs.forEach(({ words, done }, index) => {
    if (done === undefined) return
    const how = done === 0 ? 'Done' : `Exit ${done}`
    process.writeTo(2, `[${index + 1}]+  ${how.padEnd(22)}  ${words}\n`)
  })
  state.jobs = state.jobs.filter(({ done }) => done === undefined)
}
