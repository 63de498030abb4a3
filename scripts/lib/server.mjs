import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrateLocal } from './database.mjs'
import { pinnedNode } from './node.mjs'
import { ROOT, inRoot } from './paths.mjs'
import { freePort } from './port.mjs'
import { ours, signalGroup } from './processes.mjs'
import { AT_HOME, Complaint, environment } from './run.mjs'

/**
 * @typedef {object} ServeOrder
 * @property {number} port
 * @property {string} host address to listen on
 * @property {boolean} https with the self-signed certificate that comes with wrangler
 * @property {string} state folder of databases and rooms
 * @property {Record<string, string>} vars bindings besides the signing secret
 * @property {boolean} verbose also shows the requests
 */

/**
 * @typedef {object} Server
 * @property {string} url origin, without a slash at the end
 * @property {number} pid leader of the server's process group
 * @property {() => Promise<void>} stop ends every process of it; calling it again does no harm
 * @property {Promise<void>} ended settles when the server is gone for whatever reason
 */

/** @param {string} state */
const noteFile = (state) => join(state, 'server.json')

/**
 * Ends what a killed server left behind, and refuses when one is alive on the same data.
 * @param {string} state
 */
async function clearLeftovers(state) {
  let note
  try {
    note = JSON.parse(readFileSync(noteFile(state), 'utf8'))
  } catch {
    return // none, or one that was cut off while being written
  }
  const running = ours(ROOT)
  const members = running.filter((p) => p.group === note.group)
  if (members.length === 0) return
  try {
    process.kill(note.starter, 0)
    if (note.starter !== process.pid)
      throw new Complaint(
        `Flotilla already runs on this data: ${note.url} (process ${note.starter}).`,
      )
  } catch (error) {
    if (error instanceof Complaint) throw error
  }
  signalGroup(note.group, 'SIGKILL')
  for (let i = 0; i < 40 && ours(ROOT).some((p) => p.group === note.group); i++)
    await new Promise((done) => setTimeout(done, 50))
}

/**
 * @param {ServeOrder} order
 * @returns {{ child: import('node:child_process').ChildProcess, ready: Promise<string>, ended:
 * Promise<void> }}
 */
function launch(order) {
  const child = spawn(pinnedNode(), [inRoot('scripts/lib/serve.mjs'), JSON.stringify(order)], {
    cwd: ROOT,
    detached: true, // its own process group, so that one signal reaches all of it
    env: environment(AT_HOME),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  /** @type {Promise<void>} */
  const ended = new Promise((done) => child.once('exit', () => done()))
  /** @type {Promise<string>} */
  const ready = new Promise((done, fail) => {
    child.once('message', (message) => {
      if (message && typeof message === 'object' && 'ready' in message) done(String(message.ready))
    })
    void ended.then(() => fail(new Complaint('The server did not start: see its message above.')))
  })
  return { child, ready, ended }
}

/**
 * Can a server start here? Ends what a killed one left, and gives a port that is free now.
 * Throws a Complaint when the port is busy or the same data are already served.
 * @param {{ state: string, port: number, host: string, portRemedy: string }} place
 */
export async function claimPlace({ state, port, host, portRemedy }) {
  await clearLeftovers(state)
  return freePort(port, host, portRemedy)
}

/**
 * Starts the worker in local workerd: free port, migrated database, and an answer to the first
 * call. Throws a Complaint when the port is busy or the same data are already served.
 * @param {Partial<ServeOrder> & { state: string, portRemedy?: string }} wish port 0 takes a free
 * one
 * @returns {Promise<Server>}
 */
export async function startServer({ portRemedy = '', ...wish }) {
  const host = wish.host ?? '127.0.0.1'
  mkdirSync(wish.state, { recursive: true })
  mkdirSync(inRoot('web/dist'), { recursive: true }) // the API works before the page is built
  const port = await claimPlace({ state: wish.state, port: wish.port ?? 0, host, portRemedy })
  await migrateLocal(wish.state)

  const order = { https: false, vars: {}, verbose: false, ...wish, host, port }
  const { child, ready, ended } = launch(order)
  const pid = child.pid ?? 0
  const name = host === '0.0.0.0' ? 'localhost' : host
  const url = `${order.https ? 'https' : 'http'}://${name}:${port}`
  const note = { starter: process.pid, group: pid, url }
  writeFileSync(noteFile(wish.state), JSON.stringify(note))
  await ready

  const stop = async () => {
    child.kill('SIGTERM')
    const patience = setTimeout(() => signalGroup(pid, 'SIGKILL'), 6000)
    await ended
    clearTimeout(patience)
    signalGroup(pid, 'SIGKILL')
    rmSync(noteFile(wish.state), { force: true })
  }
  void ended.then(() => signalGroup(pid, 'SIGKILL'))
  return { url, pid, stop, ended }
}
