import type { Bytes } from '../../bytes.ts'
import { isRefused } from '../../files.ts'
import type { Shell } from '../core.ts'
import { assign, valueOf } from '../variables.ts'
import type { Builtin } from './builtin.ts'

function cd(shell: Shell, words: readonly Bytes[]): number {
  const { process, state } = shell
  const [word = valueOf(state, 'HOME') ?? '/'] = words.filter((one) => !/^-[LP]$/.test(one))
  const target = word === '-' ? (valueOf(state, 'OLDPWD') ?? process.cwd) : word
  const path = target.startsWith('/') ? target : `${process.cwd}/${target}`
  const info = process.files.stat(path)
  if (isRefused(info) || info.type !== 'directory') {
    const problem = isRefused(info) ? info.problem : 'Not a directory'
    if (state.dialect === 'bash') shell.complain(`cd: ${target}: ${problem}`)
    else if (state.dialect === 'ash') shell.complain(`cd: can't cd to ${target}: ${problem}`)
    else shell.complain(`cd: can't cd to ${target}`)
    return state.dialect === 'dash' ? 2 : 1
  }
  assign(state, 'OLDPWD', process.cwd)
  process.chdir(target)
  assign(state, 'PWD', process.cwd)
  if (word === '-') process.writeTo(1, `${process.cwd}\n`)
  return 0
}

/** Where the shell is. */
export const places: Readonly<Record<string, Builtin>> = {
  cd: { run: cd },
  pwd: {
    run(shell) {
      shell.process.writeTo(1, `${shell.process.cwd}\n`)
      return 0
    },
  },
}
