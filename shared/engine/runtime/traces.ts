import type { Json } from '../json.ts'
import { toBytes } from '../programs/bytes.ts'
import { endRow } from './end-row.ts'
import type { Listener } from './servers.ts'
import { put } from './streams.ts'

/** Keeps what an answer changes in its server: lines of its log, its memory, its end. */
export function leaveTraces(
  { box, row }: Pick<Listener, 'box' | 'row'>,
  { state, log = [], exit }: { state?: Json; log?: readonly string[]; exit?: number },
): void {
  if (log.length > 0) put(box, row, 1, log.map((line) => `${toBytes(line)}\n`).join(''))
  if (state !== undefined) {
    row.memory = state
    box.changed = true
  }
  if (exit !== undefined) endRow(box, row, exit)
}
