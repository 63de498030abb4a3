import { toBytes } from '../programs/bytes.ts'
import type { LogLine } from '../programs/log.ts'
import type { Box } from './box.ts'
import { bannerOf } from './servers.ts'
import type { Row } from './table.ts'

/** Writes down what a server said by itself, when its run ends. */
export function closeLog(box: Box, main: Row): void {
  if (main.said !== undefined) return
  const lines = banner(box, main)
  if (lines.length > 0) box.log.weave(lines)
}

/** What a server has said by itself until now. */
export function banner(box: Box, main: Row): LogLine[] {
  return bannerOf(box, main)
    .filter(({ at }) => at <= box.machine.now)
    .map(({ at, line, isStderr }) => (isStderr ? [at, toBytes(line), 1] : [at, toBytes(line)]))
}

/** Both in the order of time; at one instant the first goes first. */
export function woven(first: readonly LogLine[], second: readonly LogLine[]): LogLine[] {
  const all = [...first, ...second]
  return all.sort((left, right) => left[0] - right[0])
}
