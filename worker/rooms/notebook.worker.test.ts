import { evictDurableObject } from 'cloudflare:test'
import * as encoding from 'lib0/encoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as decoding from 'lib0/decoding'
import type { Seat } from '../../shared/protocol/http.ts'
import { bindings, joinClass, migrate, openClass, Page } from '../test-support/people.ts'
import { AWARENESS, LONGEST_UPDATE, SYNC } from './notebook.ts'

beforeAll(migrate)

/** A page with the notebook open, as the web app does it. */
class Typist {
  readonly doc = new Y.Doc()
  readonly page: Page
  #read = 0

  constructor(page: Page) {
    this.page = page
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send((encoder) => writeUpdate(encoder, update))
    })
    this.#send((encoder) => writeSyncStep1(encoder, this.doc))
  }

  static at = async (seat: Seat) => new Typist(await Page.ofClass(seat))

  get text(): string {
    this.#catchUp()
    return this.doc.getText('manifest').toJSON()
  }

  type(words: string): void {
    const text = this.doc.getText('manifest')
    text.insert(text.length, words)
  }

  #send(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, SYNC)
    write(encoder)
    this.page.send(encoding.toUint8Array(encoder))
  }

  #catchUp(): void {
    for (const frame of this.page.frames.slice(this.#read)) {
      this.#read += 1
      const decoder = decoding.createDecoder(frame)
      if (decoding.readVarUint(decoder) !== SYNC) continue
      const answer = encoding.createEncoder()
      encoding.writeVarUint(answer, SYNC)
      readSyncMessage(decoder, answer, this.doc, this)
      if (encoding.length(answer) > 1) this.page.send(encoding.toUint8Array(answer))
    }
  }
}

describe('the notebook', () => {
  it('brings two people who type at once to the same text', async () => {
    const teacher = await openClass()
    const one = await Typist.at(teacher)
    const two = await Typist.at(await joinClass(teacher.code, 'Ada'))
    one.type('kind: Pod\n')
    two.type('name: web\n')
    await one.page.until(() => one.text.includes('web') && one.text.includes('Pod'))
    await two.page.until(() => two.text === one.text)
  })

  it('survives the room, and a page that slept with it goes on typing', async () => {
    const teacher = await openClass()
    const one = await Typist.at(teacher)
    one.type('before ')
    const two = await Typist.at(await joinClass(teacher.code, 'Ada'))
    await two.page.until(() => two.text === 'before ')
    await evictDurableObject(bindings.CLASS.getByName(teacher.classId))
    one.type('after')
    await two.page.until(() => two.text === 'before after')
    const late = await Typist.at(await joinClass(teacher.code, 'Bo'))
    await late.page.until(() => late.text === 'before after')
  })

  it('is compacted after many edits without losing any', async () => {
    const teacher = await openClass()
    const one = await Typist.at(teacher)
    for (let i = 0; i < 250; i += 1) one.type(`${i} `)
    const two = await Typist.at(await joinClass(teacher.code, 'Ada'))
    await two.page.until(() => two.text === one.text)
    for (let i = 0; i < 260; i += 1) two.type(`${i} `)
    await one.page.until(() => one.text === two.text)
    await evictDurableObject(bindings.CLASS.getByName(teacher.classId))
    const late = await Typist.at(await joinClass(teacher.code, 'Bo'))
    await late.page.until(() => late.text === one.text)
  })

  it('refuses what a frozen student types, and says so', async () => {
    const teacher = await openClass()
    const desk = await Typist.at(teacher)
    const ada = await Typist.at(await joinClass(teacher.code, 'Ada'))
    desk.page.say({ t: 'settings', frozen: true })
    await ada.page.until(() => ada.page.texts.some((t) => t.t === 'batch' && t.info?.frozen))
    ada.type('I may not')
    expect(await ada.page.refusal()).toMatch(/may read the notebook/)
    desk.type('I may')
    await ada.page.until(() => ada.text.includes('I may'))
    expect(desk.text).toBe('I may')
  })

  it('is read by nobody in the lobby, and given to whoever is let in', async () => {
    const teacher = await openClass({ lobby: true })
    const desk = await Typist.at(teacher)
    desk.type('secret plan')
    const seat = await joinClass(teacher.code, 'Ada')
    const ada = await Typist.at(seat)
    ada.type('graffiti')
    await ada.page.until(() => ada.page.texts.some(({ t }) => t === 'welcome'))
    expect(ada.page.frames).toEqual([])
    desk.page.say({ t: 'admit', seat: seat.seat })
    await ada.page.until(() => ada.text.includes('secret plan'))
  })

  it('refuses an edit that is too large, and bytes that are none', async () => {
    const teacher = await openClass()
    const ada = await Typist.at(await joinClass(teacher.code, 'Ada'))
    ada.type('x'.repeat(LONGEST_UPDATE + 1))
    expect(await ada.page.refusal()).toBe('this is too much text at once')
    const eve = await Typist.at(await joinClass(teacher.code, 'Eve'))
    eve.page.send(new Uint8Array([SYNC, 2, 4, 250, 250, 250, 250]))
    expect(await eve.page.refusal()).toBe('not understood')
    const bo = await Typist.at(await joinClass(teacher.code, 'Bo'))
    bo.type('still works')
    const desk = await Typist.at(teacher)
    await desk.page.until(() => desk.text === 'still works')
  })
})

describe('cursors', () => {
  const cursor = (awareness: Awareness) => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, AWARENESS)
    const update = encodeAwarenessUpdate(awareness, [awareness.clientID])
    encoding.writeVarUint8Array(encoder, update)
    return encoding.toUint8Array(encoder)
  }

  /** Everything that a page was told about cursors, as text. */
  const looks = (page: Page) =>
    page.frames
      .filter((frame) => frame[0] === AWARENESS)
      .map((frame) => new TextDecoder().decode(frame))
      .join('\n')

  it('are shown to others and vanish with their page, also after the room slept', async () => {
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    const ada = await Page.ofClass(await joinClass(teacher.code, 'Ada'))
    const awareness = new Awareness(new Y.Doc())
    awareness.setLocalState({ name: 'Ada', at: 7 })
    ada.send(cursor(awareness))
    await desk.until(() => looks(desk).includes('"at":7'))
    await evictDurableObject(bindings.CLASS.getByName(teacher.classId))
    awareness.setLocalState({ name: 'Ada', at: 8 })
    ada.send(cursor(awareness))
    await desk.until(() => looks(desk).includes('"at":8'))
    ada.close()
    await desk.until(() => looks(desk).endsWith('null'))
    awareness.destroy()
  })

  it('belong to whoever told of them first', async () => {
    const teacher = await openClass()
    const desk = await Page.ofClass(teacher)
    const ada = await Page.ofClass(await joinClass(teacher.code, 'Ada'))
    const eve = await Page.ofClass(await joinClass(teacher.code, 'Eve'))
    const awareness = new Awareness(new Y.Doc())
    awareness.setLocalState({ name: 'Ada' })
    ada.send(cursor(awareness))
    await desk.until(() => looks(desk).includes('Ada'))
    awareness.setLocalState({ name: 'Eve as Ada' })
    eve.send(cursor(awareness))
    eve.say({ t: 'hand', up: true })
    await desk.until(() => desk.person(3)?.handAt !== undefined)
    expect(looks(desk)).not.toContain('Eve as Ada')
    awareness.destroy()
  })
})
