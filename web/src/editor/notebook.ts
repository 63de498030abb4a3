import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'

const SYNC = 0
const AWARENESS = 1
/** Cursors are told ten times a second at most: two hundred people move theirs at once. */
const CURSOR_EVERY_MS = 100

type Bytes = Uint8Array<ArrayBuffer>

/** Whoever carries the notebook's frames: false means that the line is down. */
export type SendBytes = (bytes: Bytes) => boolean

/**
 * The shared text of the class. It lives on through broken lines: what was typed meanwhile is
 * exchanged when the line is back, in both directions.
 */
export class Notebook {
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  #send: SendBytes
  #isTold = true
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(send: SendBytes) {
    this.#send = send
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#frame(SYNC, (encoder) => writeUpdate(encoder, update))
    })
    this.awareness.on('update', (_: unknown, origin: unknown) => {
      if (origin !== this) this.#tellSoon()
    })
  }

  /** Call at every new connection: asks for what we miss and says where we are. */
  greet = () => {
    this.#frame(SYNC, (encoder) => writeSyncStep1(encoder, this.doc))
    this.#tell()
  }

  /** A frame from the room; it may hold several messages. */
  receive = (bytes: Uint8Array) => {
    const decoder = decoding.createDecoder(bytes)
    while (decoding.hasContent(decoder)) {
      const type = decoding.readVarUint(decoder)
      if (type === SYNC) this.#sync(decoder)
      else if (type === AWARENESS)
        applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), this)
      else return // a message of a newer room
    }
  }

  close() {
    clearTimeout(this.#timer)
    this.awareness.setLocalState(null)
    this.#tell()
    this.awareness.destroy()
    this.doc.destroy()
  }

  #sync(decoder: decoding.Decoder) {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, SYNC)
    readSyncMessage(decoder, encoder, this.doc, this)
    if (encoding.length(encoder) > 1) this.#send(encoding.toUint8Array(encoder) as Bytes)
  }

  #tellSoon() {
    this.#isTold = false
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      if (!this.#isTold) this.#tell()
    }, CURSOR_EVERY_MS)
  }

  #tell() {
    this.#isTold = true
    const update = encodeAwarenessUpdate(this.awareness, [this.doc.clientID])
    this.#frame(AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, update))
  }

  #frame(type: number, write: (encoder: encoding.Encoder) => void) {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, type)
    write(encoder)
    this.#send(encoding.toUint8Array(encoder) as Bytes)
  }
}
