import type { Bytes } from '../bytes.ts'
import { fail, out, tool } from './lib/tool.ts'

const shown = (env: Readonly<Record<string, Bytes>>): string =>
  Object.entries(env)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')

export const env = tool({
  name: 'env',
  about: 'Print or change the environment of a command: -i, -u',
  options: '+ i u: 0 ignore-environment=i unset=u',
  synopsis: '[-iu] [-] [name=value]... [PROG ARGS]',
  run(process, options) {
    const { env: before } = process
    const changed: Record<string, Bytes> =
      options.has('i') || options.operands[0] === '-' ? {} : { ...before }
    for (const name of options.all('u')) delete changed[name]
    let first = options.operands[0] === '-' ? 1 : 0
    for (; first < options.operands.length; first += 1) {
      const match = /^([^=]+)=([\s\S]*)$/.exec(options.operands[first] ?? '')
      if (!match) break
      changed[match[1] ?? ''] = match[2] ?? ''
    }
    const argv = options.operands.slice(first)
    const command = argv[0]
    if (command === undefined) {
      out(process, shown(changed))
      return { exit: 0 }
    }
    if (process.which(command) === undefined) {
      return fail(process, `can't execute '${command}': No such file or directory`, 127)
    }
    return { become: argv, env: changed }
  },
})

export const printenv = tool({
  name: 'printenv',
  about: 'Print variables of the environment',
  options: '0',
  synopsis: '[VARIABLE]...',
  run(process, { operands }) {
    const { env: variables } = process
    if (operands.length === 0) out(process, shown(variables))
    let code = 0
    for (const name of operands) {
      const value = variables[name]
      if (value === undefined) code = 1
      else out(process, `${value}\n`)
    }
    return { exit: code }
  },
})
