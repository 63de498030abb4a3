import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isRefused } from '../files.ts'
import { parseMode } from './lib/mode.ts'
import { absolute } from './lib/path.ts'
import { fail, failUsage, tool, warn } from './lib/tool.ts'
import { walk } from './lib/tree.ts'

/** Every path of the operands, with what is below directories when asked. */
function each(
  process: Process,
  operands: readonly Bytes[],
  recursive: boolean,
  visit: (path: Bytes) => void,
): number {
  let code = 0
  for (const path of operands) {
    const where = absolute(process, path)
    const info = process.files.stat(where)
    if (isRefused(info)) {
      warn(process, `${path}: ${info.problem}`)
      code = 1
    } else if (recursive) walk(process.files, where, visit)
    else visit(where)
  }
  return code
}

export const chmod = tool({
  name: 'chmod',
  about: 'Change permissions: 755, u+x, go-w; -R',
  synopsis: '[-R] MODE[,MODE]... FILE...',
  run(process, { operands }) {
    const recursive = operands.some((word) => /^-[vcf]*R/.test(word) || word === '--recursive')
    // `-x` is a mode, not an option.
    const words = operands.filter((word) => !/^-[vcfR]+$|^--/.test(word))
    const [mode, ...paths] = words
    if (mode === undefined || paths.length === 0)
      return failUsage(process, '[-R] MODE[,MODE]... FILE...')
    if (parseMode(mode, 0, false) === undefined) return fail(process, `invalid mode '${mode}'`)
    let refused = 0
    const code = each(process, paths, recursive, (path) => {
      const info = process.files.stat(path)
      if (isRefused(info)) return
      const changed = process.files.chmod(
        path,
        parseMode(mode, info.mode, info.type === 'directory') ?? info.mode,
      )
      if (!isRefused(changed)) return
      warn(process, `${path}: ${changed.problem}`)
      refused = 1
    })
    return { exit: Math.max(code, refused) }
  },
})

const ownerNamed = (name: string, about: string) =>
  tool({
    name,
    about,
    options: 'R h v c f L H P recursive=R reference: no-dereference=h',
    synopsis: '[-Rh] USER[:[GRP]] FILE...',
    run(process, options) {
      const [owner, ...paths] = options.operands
      if (owner === undefined || paths.length === 0)
        return failUsage(process, '[-Rh] USER[:[GRP]] FILE...')
      if (process.host.uid === 0) return { exit: each(process, paths, false, () => undefined) }
      let refused = 0
      const code = each(process, paths, options.has('R'), (path) => {
        warn(process, `${path}: Operation not permitted`)
        refused = 1
      })
      return { exit: Math.max(code, refused) }
    },
  })

export const chown = ownerNamed('chown', 'Accepted for root: files have no owners here')
export const chgrp = ownerNamed('chgrp', 'Accepted for root: files have no groups here')
