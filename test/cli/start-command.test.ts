import { createServer } from 'node:net'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually, scratch, serversOf, start } from './support/command.ts'

let folder = ''
let remove = () => {}
beforeEach(() => ({ folder, remove } = scratch()))
afterEach(() => remove())

const startOn = (env: Record<string, string> = {}) =>
  start('start', [], { FLOTILLA_STATE: folder, PORT: '0', ...env })
const PAGE = /Page\s+(http:\/\/\S+)/

test('npm start serves the page, and SIGTERM ends all of it', async () => {
  const server = startOn()
  const [, page = ''] = await server.says(PAGE)
  expect((await fetch(page)).headers.get('content-type')).toContain('text/html')
  expect(serversOf(folder).length).toBeGreaterThan(1)

  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  expect(serversOf(folder)).toEqual([])
})

test('kill -9 of npm start leaves nothing behind, and the next start works on the same data', async () => {
  const first = startOn()
  await first.says(PAGE)
  const secret = readFileSync(join(folder, 'secrets/signing-secret'), 'utf8')
  first.child.kill('SIGKILL')
  expect(await eventually(() => serversOf(folder).length === 0)).toBe(true)

  const second = startOn()
  const [, page = ''] = await second.says(PAGE)
  expect((await fetch(page)).status).toBe(200)
  expect(readFileSync(join(folder, 'secrets/signing-secret'), 'utf8')).toBe(secret)
  second.child.kill('SIGTERM')
  await second.ended
})

test('orphans of a double kill are cleared by the next start', async () => {
  const first = startOn()
  await first.says(PAGE)
  const { group } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'))
  process.kill(group, 'SIGKILL')
  first.child.kill('SIGKILL')

  const second = startOn()
  const [, page = ''] = await second.says(PAGE)
  expect((await fetch(page)).status).toBe(200)
  second.child.kill('SIGTERM')
  await second.ended
  expect(serversOf(folder)).toEqual([])
})

test('kill -9 of every workerd: the server comes back by itself', async () => {
  const server = startOn()
  const [, page = ''] = await server.says(PAGE)
  const { group } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'))
  for (const pid of serversOf(folder)) if (pid !== group) process.kill(pid, 'SIGKILL')

  await server.says(/back at/)
  expect((await fetch(page)).status).toBe(200)
  server.child.kill('SIGTERM')
  await server.ended
})

test('a second start on the same data is refused with a sentence', async () => {
  const first = startOn()
  await first.says(PAGE)
  const second = startOn()
  expect(await second.ended).toBe(1)
  expect(second.output()).toMatch(/^Flotilla already runs on this data: http/m)
  first.child.kill('SIGTERM')
  await first.ended
})

test('a busy port is said in one sentence', async () => {
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  const address = other.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  const server = startOn({ PORT: port })
  expect(await server.ended).toBe(1)
  expect(server.output()).toContain(`Port ${port} is busy.`)
  other.close()
})
