import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isRefused, type Refused } from '../files.ts'
import { absolute, dirname } from './lib/path.ts'
import { failUsage, isBusybox, tool, warn } from './lib/tool.ts'
import { parseMode } from './lib/mode.ts'

function cannotMake(process: Process, path: Bytes, { problem }: Refused): false {
  const can = isBusybox(process)
    ? `can't create directory '${path}'`
    : `cannot create directory '${path}'`
  warn(process, `${can}: ${problem}`)
  return false
}

function make(process: Process, path: Bytes, parents: boolean, mode: number): boolean {
  const where = absolute(process, path)
  if (!parents) {
    const made = process.files.mkdir(where, mode)
    return isRefused(made) ? cannotMake(process, path, made) : true
  }
  const parts = where.split('/').filter(Boolean)
  for (let count = 1; count <= parts.length; count += 1) {
    const part = `/${parts.slice(0, count).join('/')}`
    const there = process.files.stat(part)
    if (!isRefused(there) && there.type === 'directory') continue
    if (!isRefused(there))
      return cannotMake(process, path, {
        problem: count < parts.length ? 'Not a directory' : 'File exists',
      })
    const made = process.files.mkdir(part, count === parts.length ? mode : 0o755)
    if (isRefused(made)) return cannotMake(process, path, made)
  }
  return true
}

export const mkdir = tool({
  name: 'mkdir',
  about: 'Make directories: -p, -m',
  options: 'p m: v parents=p mode=m verbose=v',
  synopsis: '[-m MODE] [-p] DIRECTORY...',
  run(process, options) {
    if (options.operands.length === 0) return failUsage(process, '[-m MODE] [-p] DIRECTORY...')
    const mode = parseMode(options.get('m') ?? '755', 0o755, true) ?? 0o755
    const done = options.operands.map((path) => make(process, path, options.has('p'), mode))
    return { exit: done.every(Boolean) ? 0 : 1 }
  },
})

export const rmdir = tool({
  name: 'rmdir',
  about: 'Remove empty directories: -p',
  options: 'p parents=p',
  synopsis: '[-p] DIRECTORY...',
  run(process, options) {
    if (options.operands.length === 0) return failUsage(process, '[-p] DIRECTORY...')
    let code = 0
    for (const operand of options.operands) {
      let path = operand
      for (;;) {
        const where = absolute(process, path)
        const info = process.files.lstat(where)
        const problem = isRefused(info)
          ? info.problem
          : info.type === 'directory'
            ? undefined
            : 'Not a directory'
        const removed = problem ? { problem } : process.files.remove(where)
        if (isRefused(removed)) {
          warn(
            process,
            isBusybox(process)
              ? `'${path}': ${removed.problem}`
              : `failed to remove '${path}': ${removed.problem}`,
          )
          code = 1
          break
        }
        path = dirname(path)
        if (!options.has('p') || path === '.' || path === '/') break
      }
    }
    return { exit: code }
  },
})
