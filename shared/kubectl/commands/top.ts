import { Failure, StatusFailure } from '../failure.ts'
import type { Flag } from '../flags.ts'
import { align, TABLE } from '../output/columns.ts'
import type { Session } from '../session.ts'

/** What somebody uses. */
export interface Usage {
  /** Thousandths of a CPU. */
  cpu: number
  /** Bytes. */
  memory: number
}

/** As metrics.k8s.io writes it. */
export interface UsageText {
  cpu?: string
  memory?: string
}

/** Flags that both kinds of `top` have. */
export const TOP: readonly Flag[] = [
  { name: 'selector', short: 'l', type: 'text' },
  { name: 'sort-by', type: 'text' },
  { name: 'no-headers', type: 'flag' },
  { name: 'use-protocol-buffers', type: 'flag' },
]

const CPU: Readonly<Record<string, number>> = { n: 1e-6, u: 1e-3, m: 1, '': 1_000 }
const MEMORY: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
}

/** Reads quantities; a CPU is rounded up to whole thousandths, as upstream's MilliValue does. */
export function usageOf({ cpu = '0', memory = '0' }: UsageText): Usage {
  return { cpu: Math.ceil(amount(cpu, CPU)), memory: Math.ceil(amount(memory, MEMORY)) }
}

function amount(text: string, units: Readonly<Record<string, number>>): number {
  const [, number = '0', unit = ''] = /^([\d.]+)([a-zA-Z]*)$/.exec(text) ?? []
  return Number(number) * (units[unit] ?? 1)
}

/** `12m`, `34Mi`. */
export const cpuText = (cpu: number): string => `${cpu}m`
export const memoryText = (bytes: number): string => `${Math.floor(bytes / 2 ** 20)}Mi`

/** Orders rows as `--sort-by` says, else by name. */
export function sorted<T extends { usage: Usage; name: string }>(
  { flags }: Session,
  rows: readonly T[],
): T[] {
  const by = flags.text('sort-by') ?? ''
  if (!['', 'cpu', 'memory'].includes(by)) {
    throw new Failure(`--sort-by accepts only cpu or memory`)
  }
  const byName = (left: T, right: T) => (left.name < right.name ? -1 : 1)
  if (by !== 'cpu' && by !== 'memory') return [...rows].sort(byName)
  return [...rows].sort((left, right) => right.usage[by] - left.usage[by] || byName(left, right))
}

/** Prints a table. */
export function printTop(
  { io, flags }: Session,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const all = flags.on('no-headers') ? rows : [header, ...rows]
  io.stdout(align(all.map((row) => `${row.join('\t')}\t\n`).join(''), TABLE))
}

/** Asks for metrics; a server without them says so in kubectl's words. */
export async function metrics<T>(session: Session, path: string): Promise<T> {
  const selector = session.flags.text('selector')
  try {
    return await session.client.ask<T>({ path, query: { labelSelector: selector } })
  } catch (error) {
    if (
      error instanceof StatusFailure &&
      error.status.code === 404 &&
      !error.status.details?.name
    ) {
      throw new Failure('Metrics API not available')
    }
    throw error
  }
}
