import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Exchange, Outcome } from './play.ts'

const FILE = new URL('./recorded.json.gz', import.meta.url)

/** What a real kubectl printed, and the server's answers on which ours must print the same. */
export interface Recording {
  /** The real one's version. */
  kubectl: string
  /** From when ages are counted. */
  now: number
  outcomes: Outcome[]
  exchanges: Exchange[][]
}

/** As it is stored: each text of an answer once. */
interface Stored extends Omit<Recording, 'exchanges'> {
  texts: string[]
  exchanges: (Omit<Exchange, 'text'> & { text: number })[][]
}

/** Keeps a recording for machines without kubectl. */
export function keep({ exchanges, ...rest }: Recording): void {
  const texts: string[] = []
  const numbers = new Map<string, number>()
  const numberOf = (text: string) => {
    const known = numbers.get(text) ?? texts.push(text) - 1
    numbers.set(text, known)
    return known
  }
  const packed = exchanges.map((list) => list.map((one) => ({ ...one, text: numberOf(one.text) })))
  const stored: Stored = { ...rest, exchanges: packed, texts }
  writeFileSync(FILE, gzipSync(JSON.stringify(stored), { level: 9 }))
}

/** The recording that was kept last. */
export function kept(): Recording {
  const stored = JSON.parse(gunzipSync(readFileSync(FILE)).toString('utf8')) as Stored
  const { texts, exchanges, ...rest } = stored
  const unpacked = exchanges.map((list) => {
    return list.map((one) => ({ ...one, text: texts[one.text] ?? '' }))
  })
  return { ...rest, exchanges: unpacked }
}
