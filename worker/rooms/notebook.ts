import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { ClassStore } from '../db/class-store.ts'

/** First number of a binary frame: which of the two protocols it speaks. Source: y-protocols. */
export const SYNC = 0
export const AWARENESS = 1

const NOT_UNDERSTOOD = 'not understood'

const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2

/** One edit may not be larger … */
export const LONGEST_UPDATE = 256 * 1024
/** … nor the whole notebook. */
const LARGEST_DOC = 8 * 1024 * 1024
/** So many updates become one snapshot. */
const COMPACT_EVERY = 500
/** What an update looks like that says nothing. */
const EMPTY_LENGTH = 2

/** The text that a class types together: a Yjs document, every edit of it in SQLite at once. */
export class Notebook {
  #store: ClassStore
  #opened: { doc: Y.Doc; updates: number; bytes: number } | undefined
  #pending: { update: Uint8Array; from: unknown }[] = []

  constructor(store: ClassStore) {
    this.#store = store
  }

  /** What a socket is asked first: everything that it has and we do not. */
  hello(): Uint8Array {
    return frame(STEP_1, Y.encodeStateVector(this.#open().doc))
  }

  /** The whole text, for a socket that did not ask. */
  everything(): Uint8Array {
    return frame(STEP_2, Y.encodeStateAsUpdate(this.#open().doc))
  }

  /**
   * Takes a frame of the sync protocol. Answers what to send back, or why it was refused. `from`
   * does not get its own edit back.
   */
  receive(
    decoder: decoding.Decoder,
    from: unknown,
    mayWrite: boolean,
  ): { answer?: Uint8Array; refused?: string } {
    const said = attempt(() => messageOf(decoder))
    if (!said) return { refused: NOT_UNDERSTOOD }
    const { step, payload } = said
    const { doc, bytes } = this.#open()
    if (step === STEP_1) {
      const missing = attempt(() => Y.encodeStateAsUpdate(doc, payload))
      return missing ? { answer: frame(STEP_2, missing) } : { refused: NOT_UNDERSTOOD }
    }
    if (payload.length <= EMPTY_LENGTH) return {}
    if (!mayWrite) return { refused: 'you may read the notebook but not change it now' }
    if (payload.length > LONGEST_UPDATE) return { refused: 'this is too much text at once' }
    // Bytes that are no update are refused before anything is touched.
    if (!attempt(() => Y.decodeUpdate(payload))) return { refused: NOT_UNDERSTOOD }
    if (bytes + payload.length > LARGEST_DOC && !this.#hasRoom(payload.length)) {
      return { refused: 'the notebook is full: please delete something' }
    }
    Y.applyUpdate(doc, payload, from)
    return {}
  }

  /** Forgets what is in memory: after an error it is read again. */
  drop(): void {
    this.#opened?.doc.destroy()
    this.#opened = undefined
    this.#pending = []
  }

  /** The edits since the last call in one frame; `only` is whose they are, if they are one's. */
  take(): { frame: Uint8Array; only: unknown } | undefined {
    const [first] = this.#pending
    if (!first) return undefined
    const isOnes = this.#pending.every(({ from }) => from === first.from)
    const merged = Y.mergeUpdates(this.#pending.map(({ update }) => update))
    this.#pending = []
    return { frame: frame(UPDATE, merged), only: isOnes ? first.from : undefined }
  }

  #hasRoom(length: number): boolean {
    this.#compact()
    return this.#opened!.bytes + length <= LARGEST_DOC
  }

  #open(): { doc: Y.Doc; updates: number; bytes: number } {
    if (this.#opened) return this.#opened
    const doc = new Y.Doc()
    const { snapshot, updates } = this.#store.notes()
    const all = snapshot ? [snapshot, ...updates] : updates
    doc.transact(() => {
      for (const update of all) Y.applyUpdate(doc, update)
    })
    const bytes = all.reduce((sum, { length }) => sum + length, 0)
    this.#opened = { doc, updates: updates.length, bytes }
    doc.on('update', (update: Uint8Array, from: unknown) => this.#changed(update, from))
    return this.#opened
  }

  #changed(update: Uint8Array, from: unknown): void {
    this.#store.appendNote(update)
    this.#pending.push({ update, from })
    const opened = this.#opened!
    opened.updates += 1
    opened.bytes += update.length
    if (opened.updates >= COMPACT_EVERY) this.#compact()
  }

  #compact(): void {
    const opened = this.#opened!
    const snapshot = Y.encodeStateAsUpdate(opened.doc)
    this.#store.compactNotes(snapshot)
    opened.updates = 0
    opened.bytes = snapshot.length
  }
}

/** Source: y-protocols sync.js. */
function messageOf(decoder: decoding.Decoder): { step: number; payload: Uint8Array } {
  const step = decoding.readVarUint(decoder)
  const payload = decoding.readVarUint8Array(decoder)
  if (step > UPDATE) throw new Error(`sync protocol has no step ${step}`)
  return { step, payload }
}

/** The result, or undefined where the bytes do not hold what is read. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function frame(step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, SYNC)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}
