import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { isRefused } from '../files.ts'
import { fromBase64, toBase64 } from './lib/encode.ts'
import { md5, sha256 } from './lib/hash.ts'
import { gather, isStdin, readFile, warnOpen, wholeNumber } from './lib/input.ts'
import type { Options } from './lib/options.ts'
import { fail, memory, out, tool, waitFor, warn } from './lib/tool.ts'

const LARGEST = 4 * 1024 * 1024

function check(
  process: Process,
  options: Options,
  hash: (bytes: Bytes) => string,
  list: Bytes,
): number {
  let bad = 0
  const lines = list.split('\n').filter(Boolean)
  for (const line of lines) {
    const [, sum = '', path = ''] = /^(\S+) [ *](.*)$/.exec(line) ?? []
    const bytes = readFile(process, path)
    const fits = !isRefused(bytes) && hash(bytes) === sum
    if (!fits) bad += 1
    if (!options.has('s'))
      out(
        process,
        `${path}: ${fits ? 'OK' : isRefused(bytes) ? 'FAILED open or read' : 'FAILED'}\n`,
      )
  }
  if (bad > 0 && !options.has('s'))
    warn(process, `WARNING: ${bad} of ${lines.length} computed checksums did NOT match`)
  return bad > 0 ? 1 : 0
}

const sumNamed = (name: string, hash: (bytes: Bytes) => string) =>
  tool({
    name,
    about: 'Print a checksum: -c checks',
    options: 'c s w b t check=c status=s',
    synopsis: '[-c[sw]] [FILE]...',
    run(process, options): Turn {
      const state = memory(process, () => ({ text: '' }))
      const operands = options.operands.length > 0 ? options.operands : ['-']
      if (operands.some(isStdin) && gather(process, state) === null)
        return waitFor({ input: 0 }, state)
      let code = 0
      for (const path of operands) {
        const bytes = isStdin(path) ? state.text : readFile(process, path)
        if (isRefused(bytes)) {
          warnOpen(process, path, bytes)
          code = 1
        } else if (options.has('c')) code = Math.max(code, check(process, options, hash, bytes))
        else if (bytes.length > LARGEST)
          return fail(process, `${path}: too large for this simulator`)
        else out(process, `${hash(bytes)}  ${path}\n`)
      }
      return { exit: code }
    },
  })

export const sha256sum = sumNamed('sha256sum', sha256)
export const md5sum = sumNamed('md5sum', md5)

export const base64 = tool({
  name: 'base64',
  about: 'Encode or decode base64: -d, -w',
  options: 'd i w: decode=d wrap=w ignore-garbage=i',
  synopsis: '[-d] [-w COL] [FILE]',
  run(process, options) {
    const state = memory(process, () => ({ text: '' }))
    const [path = '-'] = options.operands
    if (isStdin(path) && gather(process, state) === null) return waitFor({ input: 0 }, state)
    const bytes = isStdin(path) ? state.text : readFile(process, path)
    if (isRefused(bytes)) {
      warnOpen(process, path, bytes)
      return { exit: 1 }
    }
    if (options.has('d')) {
      const plain = fromBase64(options.has('i') ? bytes.replace(/[^A-Za-z0-9+/=]/g, '') : bytes)
      if (plain === undefined) return fail(process, 'invalid input')
      out(process, plain)
      return { exit: 0 }
    }
    const text = toBase64(bytes)
    const width = wholeNumber(process, options.get('w') ?? '76')
    const lines =
      width > 0 ? text.match(new RegExp(`.{1,${Math.min(width, 10_000)}}`, 'g')) : [text]
    if (text !== '') out(process, (lines ?? []).join('\n') + (width > 0 ? '\n' : ''))
    return { exit: 0 }
  },
})
