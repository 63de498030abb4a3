import { isRefused } from '../files.ts'
import { absolute } from './lib/path.ts'
import { failUsage, isBusybox, tool, warn } from './lib/tool.ts'
import { removeTree } from './lib/tree.ts'

export const rm = tool({
  name: 'rm',
  about: 'Remove files: -r, -f, -i is taken as yes',
  options: 'r R f i v d recursive=r force=f verbose=v',
  synopsis: '[-irf] FILE...',
  run(process, options) {
    const force = options.has('f')
    const recursive = options.has('r') || options.has('R')
    if (options.operands.length === 0)
      return force ? { exit: 0 } : failUsage(process, '[-irf] FILE...')
    const busybox = isBusybox(process)
    const cannot = busybox ? "can't remove" : 'cannot remove'
    let code = 0
    const complain = (path: string, problem: string): void => {
      warn(process, `${cannot} '${path}': ${problem}`)
      code = 1
    }
    for (const path of options.operands) {
      const where = absolute(process, path)
      const info = process.files.lstat(where)
      if (isRefused(info)) {
        if (!force || info.problem !== 'No such file or directory') complain(path, info.problem)
      } else if (where === '/') {
        warn(process, "it is dangerous to operate recursively on '/'")
        code = 1
      } else if (info.type === 'directory' && !recursive) {
        if (busybox) warn(process, `'${path}' is a directory`)
        else complain(path, 'Is a directory')
        code = 1
      } else
        for (const mishap of removeTree(process.files, where)) complain(mishap.path, mishap.problem)
    }
    return { exit: code }
  },
})
