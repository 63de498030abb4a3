import { expect, test } from 'vitest'
import type { Json } from '../json.ts'
import { allLines, logNote, type ContainerLog, type LogLine } from '../programs/log.ts'
import { Log } from './log.ts'

/** Notes as a pod keeps them: each visit opens the log, writes, and saves. */
class Shelf {
  readonly notes = new Map<string, Json>()

  visit(write: (log: Log) => void, run = 0): void {
    const before = this.notes.get(logNote('c')) as unknown as ContainerLog | undefined
    const log = new Log(before, run, run)
    write(log)
    log.save('c', (name, note) => {
      if (note === null) this.notes.delete(name)
      else this.notes.set(name, JSON.parse(JSON.stringify(note)) as Json)
    })
  }

  get log(): ContainerLog {
    return this.notes.get(logNote('c')) as unknown as ContainerLog
  }

  texts(of: 'now' | 'previous' = 'now'): string[] {
    const part = (number: number) => this.notes.get(`log:c:${number}`) as unknown as LogLine[]
    const run = this.log[of]
    return run ? allLines(run, part).map(([, text]) => text) : []
  }
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_none, index) => `line ${from + index}`)

test('lines come back as they were written, however many notes hold them', () => {
  const shelf = new Shelf()
  for (const line of numbers(1, 350)) shelf.visit((log) => log.write(1, `${line}\n`))
  expect(shelf.texts()).toEqual(numbers(1, 350))
  expect(shelf.log.now.lines.length).toBeLessThanOrEqual(100)
  expect(shelf.notes.size).toBe(4)
})

test('one write costs the newest lines, not the whole log', () => {
  const shelf = new Shelf()
  shelf.visit((log) => log.write(1, `${numbers(1, 2_950).join('\n')}\n`))
  const saved: string[] = []
  const log = new Log(shelf.log, 0, 0)
  log.write(2, 'one more\n')
  log.save('c', (name, note) => void saved.push(`${name} ${JSON.stringify(note).length > 8_000}`))
  expect(saved).toEqual(['log:c false'])
})

test('beyond 4,000 lines the oldest go, with their notes, and are counted', () => {
  const shelf = new Shelf()
  shelf.visit((log) => log.write(1, `${numbers(1, 6_000).join('\n')}\n`))
  for (const line of numbers(6_001, 6_300)) shelf.visit((log) => log.write(2, `${line}\n`))
  const kept = shelf.texts()
  expect(kept.length).toBeLessThanOrEqual(4_000)
  expect(kept.length).toBeGreaterThan(3_800)
  expect(kept).toEqual(numbers(6_301 - kept.length, 6_300))
  expect(shelf.log.now.dropped).toBe(6_300 - kept.length)
  expect(shelf.notes.size).toBe((shelf.log.now.parts?.length ?? 0) + 1)
})

test('a line without end stays open for more, and is cut before it grows for ever', () => {
  const shelf = new Shelf()
  for (let turn = 0; turn < 50; turn += 1) shelf.visit((log) => log.write(1, 'x'.repeat(1_000)))
  expect(shelf.texts().join('')).toBe('x'.repeat(50_000))
  expect(shelf.texts().every((text) => text.length <= 17_400)).toBe(true)
})

test('of earlier runs only the last one stays', () => {
  const shelf = new Shelf()
  for (const run of [0, 1, 2]) {
    shelf.visit((log) => log.write(1, `${numbers(1, 250).join('\n')}\nrun ${run}\n`), run)
  }
  expect(shelf.texts().at(-1)).toBe('run 2')
  expect(shelf.texts('previous').at(-1)).toBe('run 1')
  const parts = [...(shelf.log.now.parts ?? []), ...(shelf.log.previous?.parts ?? [])]
  expect(shelf.notes.size).toBe(parts.length + 1)
})
