import { wholeValue, parseQuantity } from '../../../schema/quantity.ts'
import { klog, parseGoDuration } from '../go.ts'
import type { Served, Server } from '../../server.ts'
import { numberOf, type Flags, type Sub } from './sub.ts'

const bytesOf = (text: string): number => (parseQuantity(text) ? wholeValue(text) : 0)

/** What it has taken by now: so much at a time, with a rest between, up to a total. */
function taken(flags: Flags, ranMs: number): number {
  const total = bytesOf(flags['mem-total'] ?? '0')
  const step = bytesOf(flags['mem-alloc-size'] ?? '4Ki')
  const rest = parseGoDuration(flags['mem-alloc-sleep'] ?? '') ?? 1
  if (total === 0 || step === 0) return 0
  return Math.min(total, step * Math.floor(ranMs / Math.max(rest, 0.01) + 1))
}

function allocating(flags: Flags): string {
  const { 'mem-total': total, 'mem-alloc-size': size, 'mem-alloc-sleep': rest } = flags
  const chunks = `in "${size}" chunks, with a ${rest} sleep between allocations`
  return `Allocating "${total}" memory, ${chunks}`
}

/** How a program that takes memory and CPU serves: it does not. */
export function stressServer(flags: Flags): Partial<Server> {
  return {
    ports: () => [],
    banner: (served: Served) => [
      {
        afterMs: 2,
        line: klog(served.startedAt, 'main.go:26', allocating(flags)),
        stream: 'stderr',
      },
      {
        afterMs: 2,
        line: klog(served.startedAt, 'main.go:29', `Spawning a thread to consume CPU`),
        stream: 'stderr',
      },
    ],
  }
}

/** Takes memory and CPU. Source: test/images/agnhost/stress, as vish/stress. */
export const stress: Sub = {
  name: 'stress',
  flags: {
    'mem-total': '0',
    'mem-alloc-size': '4Ki',
    'mem-alloc-sleep': '1ms',
    cpus: '0',
    logtostderr: 'false',
  },
  server: stressServer,
  usage: (flags, ranMs) => ({
    milliCpu: numberOf(flags, 'cpus') * 1000,
    memoryBytes: 2_000_000 + taken(flags, ranMs),
  }),
}
