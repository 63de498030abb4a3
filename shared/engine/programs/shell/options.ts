import type { Bytes } from '../bytes.ts'
import type { ShellState } from './state.ts'

/** Long names of options, as after `set -o`. Source: POSIX, set. */
const LONG: Readonly<Record<string, string>> = {
  allexport: 'a',
  errexit: 'e',
  noglob: 'f',
  nounset: 'u',
  xtrace: 'x',
  verbose: 'v',
  noexec: 'n',
  monitor: 'm',
  pipefail: 'pipefail',
}
const LETTERS = 'aefuxvnmbhCEBHPT'

/**
 * Takes options off the front of words, as `set` and a shell's own command line have them; gives
 * what is left, or nothing where there were only options.
 */
export function setOptions(
  state: Pick<ShellState, 'options'>,
  words: readonly Bytes[],
  refuse: (word: Bytes) => never,
): Bytes[] | undefined {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (word === '--') return words.slice(at + 1)
    if (!/^[-+]./.test(word)) return words.slice(at)
    const isOn = word.startsWith('-')
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        at += 1
        const name = LONG[words[at] ?? '']
        if (name) turn(state, name, isOn)
        else if (words[at] !== undefined) refuse(words[at] ?? '')
      } else if (LETTERS.includes(letter)) turn(state, letter, isOn)
      else refuse(word)
    }
  }
  return undefined
}

function turn(state: Pick<ShellState, 'options'>, name: string, isOn: boolean): void {
  const others = state.options.filter((one) => one !== name)
  state.options = isOn ? [...others, name] : others
}
