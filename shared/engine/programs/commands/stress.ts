import type { Bytes } from '../bytes.ts'
import { duration, FOR_EVER } from './lib/duration.ts'
import { parseSize } from './lib/numbers.ts'
import { out, tool, waitFor } from './lib/tool.ts'

/** `--cpu 2`, `-c 2`, `--cpu=2`: the value of an option of stress. */
function valueOf(argv: readonly Bytes[], ...names: Bytes[]): Bytes | undefined {
  for (const [at, word] of argv.entries()) {
    if (names.includes(word)) return argv[at + 1]
    const name = names.find((one) => word.startsWith(`${one}=`))
    if (name) return word.slice(name.length + 1)
  }
  return undefined
}

const number = (text: Bytes | undefined): number => Number(text ?? 0) || 0

/** Memory comes a gigabyte a second, as the kernel hands out pages. */
const BYTES_PER_MS = 1024 ** 3 / 1000
const BASE = 2 * 1024 * 1024

/** What stress uses by its words: a whole CPU for each worker. */
function usage(argv: readonly Bytes[], ranMs: number): { milliCpu: number; memoryBytes: number } {
  const load = number(valueOf(argv, '--cpu-load', '-l')) || 100
  const cpu = (number(valueOf(argv, '--cpu', '-c')) * load) / 100
  const workers = number(valueOf(argv, '--vm', '-m'))
  const io = number(valueOf(argv, '--io', '-i')) * 0.2
  const size = parseSize(valueOf(argv, '--vm-bytes') ?? '256M') ?? 256 * 1024 ** 2
  const memory = workers * Math.min(size, ranMs * BYTES_PER_MS)
  return {
    milliCpu: Math.round((cpu + workers + io) * 1000),
    memoryBytes: BASE + Math.round(memory),
  }
}

function hogsOf(words: readonly Bytes[]): string {
  const [cpu, io, vm] = [
    valueOf(words, '--cpu', '-c'),
    valueOf(words, '--io', '-i'),
    valueOf(words, '--vm', '-m'),
  ]
  return `${number(cpu)} cpu, ${number(io)} io, ${number(vm)} vm, 0 hdd`
}

const stressNamed = (name: 'stress' | 'stress-ng') =>
  tool({
    name,
    about: 'Use CPU and memory: --cpu, --vm, --vm-bytes, --io, --timeout',
    usage,
    run(process, { operands }) {
      const given = valueOf(operands, '--timeout', '-t')
      const workers = ['--cpu', '-c', '--vm', '-m', '--io', '-i', '--hdd', '-d'].filter(
        (word) => valueOf(operands, word) !== undefined,
      )
      if (workers.length === 0) {
        out(process, `Usage: ${name} [--cpu N] [--vm N] [--vm-bytes B] [--io N] [--timeout T]\n`)
        return { exit: operands.length === 0 ? 0 : 1 }
      }
      const kept = process.state as { until: number } | undefined
      const until =
        kept?.until ??
        process.now + (given === undefined ? FOR_EVER : (duration(given) ?? FOR_EVER))
      const say = (text: Bytes) => out(process, `${name}: info:  [${process.pid}] ${text}\n`)
      if (!kept) say(`dispatching hogs: ${hogsOf(operands)}`)
      if (until >= FOR_EVER) return waitFor({}, { until })
      if (process.now < until) return waitFor({ until }, { until })
      const ran = `${Math.round((until - process.startedAt) / 1000)}s`
      say(`successful run completed in ${ran}`)
      return { exit: 0 }
    },
  })

export const stress = stressNamed('stress')
export const stressNg = stressNamed('stress-ng')
