import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Io } from '../../../shared/kubectl/index.ts'
import { KubeApi } from '../kube/api.ts'
import { language } from '../state/language.svelte.ts'
import { lastLineOf } from './tape.ts'
import { Terminal } from './terminal.svelte.ts'

/** What kubectl would do with a line is for its own tests: here each word is a small program. */
const programs: Record<string, (io: Io) => Promise<void>> = {
  hello: async (io) => io.stdout('hello\n'),
  wait: async (io) => {
    while (!io.signal?.aborted && !isOver) await new Promise((done) => setTimeout(done, 1))
  },
  cat: async (io) => {
    for await (const text of io.typed ?? []) io.stdout(`> ${text}`)
  },
  shell: async (io) => {
    io.raw?.(true)
    io.stdout('/ # ')
    for await (const text of io.typed ?? []) {
      if (text.endsWith('\x04')) break
      io.stdout(text === '\x03' ? '^C\r\n/ # ' : text.replace('\n', '\r\n/ # '))
    }
    io.raw?.(false)
  },
}
let isOver = false

vi.mock('../../../shared/kubectl/index.ts', async (load) => ({
  ...(await load<object>()),
  run: ([word = '']: string[], io: Io) => programs[word]?.(io),
}))

let terminal: Terminal
const text = () => terminal.lines.map(({ tape }) => tape.text)
const settled = () => new Promise((done) => setTimeout(done, 5))

beforeEach(async () => {
  isOver = false
  await language.use('en')
  const around = { now: () => 0, files: () => undefined }
  terminal = new Terminal(new KubeApi('k', 'token'), around)
})
afterEach(() => terminal.leave())

it('runs a line, and what was typed meanwhile after it', async () => {
  const done = terminal.enter('kubectl wait')
  await terminal.enter('kubectl hello')
  isOver = true
  await done
  expect(text().slice(-2)).toEqual(['$ kubectl hello', 'hello\n'])
})

it('forgets what was typed ahead when it is stopped', async () => {
  const done = terminal.enter('kubectl wait')
  await terminal.enter('kubectl hello')
  terminal.stop()
  await done
  expect(text()).not.toContain('hello\n')
  expect(text().at(-1)).toBe('^C')
})

it('gives lines to a program that reads them, until their end', async () => {
  const done = terminal.enter('kubectl cat')
  await terminal.enter('one')
  await settled()
  terminal.endInput('')
  await done
  expect(text().at(-1)).toBe('> one\n')
})

it("shows a shell's own prompt, and sends keys there", async () => {
  const done = terminal.enter('kubectl shell')
  await settled()
  expect([terminal.isRaw, terminal.prompt]).toEqual([true, '/ # '])
  await terminal.enter('ls')
  await settled()
  terminal.stop()
  await settled()
  expect(text().at(-1)).toBe('/ # ls\n/ # ^C\n/ # ')
  terminal.clear()
  expect(text()).toEqual(['/ # '])
  expect(terminal.recall(-1, '')).toBe('ls')
  terminal.endInput('')
  await done
  expect([terminal.isRaw, terminal.prompt]).toEqual([false, ''])
  expect(terminal.recall(-1, '')).toBe('kubectl shell')
})

it('leaves a shell to run what another part of the page asks for', async () => {
  programs.deaf = async (io) => {
    io.raw?.(true)
    await programs.wait?.(io)
  }
  void terminal.enter('kubectl deaf')
  await settled()
  await terminal.start('kubectl hello')
  const last = terminal.lines.at(-1)
  expect(last && lastLineOf(last.tape)).toBe('')
  expect(text().at(-1)).toBe('hello\n')
})
