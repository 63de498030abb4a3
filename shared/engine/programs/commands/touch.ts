import { isRefused } from '../files.ts'
import { parseDate } from './date.ts'
import { absolute } from './lib/path.ts'
import { fail, failUsage, isBusybox, tool, warn } from './lib/tool.ts'

export const touch = tool({
  name: 'touch',
  about: 'Make files or set the time of their last change: -c, -d, -r',
  options: 'c a m h d: t: r: no-create=c date=d reference=r',
  synopsis: '[-cham] [-d DATE] [-t DATE] [-r FILE] FILE...',
  run(process, options) {
    if (options.operands.length === 0) return failUsage(process, '[-c] [-d DATE] [-r FILE] FILE...')
    const text = options.get('d')
    let at = text === undefined ? process.now : parseDate(text, process.now)
    if (at === undefined) return fail(process, `invalid date '${text ?? ''}'`)
    const reference = options.get('r')
    if (reference !== undefined) {
      const info = process.files.stat(absolute(process, reference))
      if (isRefused(info)) return fail(process, `${reference}: ${info.problem}`)
      at = info.at
    }
    let code = 0
    for (const path of options.operands) {
      const where = absolute(process, path)
      const missing = isRefused(process.files.stat(where))
      if (missing && options.has('c')) continue
      const made = missing ? process.files.write(where, '') : true
      const touched = isRefused(made) ? made : process.files.touch(where, at)
      if (!isRefused(touched)) continue
      warn(
        process,
        isBusybox(process)
          ? `${path}: ${touched.problem}`
          : `cannot touch '${path}': ${touched.problem}`,
      )
      code = 1
    }
    return { exit: code }
  },
})
