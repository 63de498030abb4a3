import type { BoardRow, Run } from '../shared/protocol/class.ts'

const HEAD = 'run,lesson,mode,started,seat,name,task,state,score'

/** A cell. Spreadsheets run what begins like a formula, and people choose their own names. */
function cell(value: string | number): string {
  const text = String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const time = (ms: number) => new Date(ms).toISOString()

/**
 * The grades of all runs: for each seat one line for each task, and one with task `total` and the
 * score (0 … 100). RFC 4180; lines end with CRLF.
 */
export function gradesCsv(
  runs: readonly Run[],
  board: readonly BoardRow[],
  names: Readonly<Record<number, string>>,
): string {
  const lines = board.flatMap(({ run: id, seats, tasks, score }) => {
    const run = runs.find((one) => one.id === id)
    if (!run) return []
    const start = [run.id, run.lesson, run.mode, time(run.startedAt)]
    return seats.flatMap((seat) => {
      const who = [...start, seat, names[seat] ?? '']
      const each = tasks.map((task) => [...who, task.id, task.state, ''])
      return [...each, [...who, 'total', run.endedAt === null ? 'open' : 'final', score]]
    })
  })
  return [HEAD, ...lines.map((line) => line.map(cell).join(',')), ''].join('\r\n')
}
