// The local server itself: one process group with the pinned Node and its two workerd processes.
// It lives on a leash: when the process that started it goes away, in whatever manner, it ends too.
import http from 'node:http'
import https from 'node:https'
import { join } from 'node:path'
import { unstable_startWorker as startWorker } from 'wrangler'
import { ROOT, inRoot } from './paths.mjs'
import { ours } from './processes.mjs'
import { signingSecret } from './secrets.mjs'

/** @typedef {import('./server.mjs').ServeOrder} ServeOrder */

/** @type {ServeOrder} */
const order = JSON.parse(process.argv[2] ?? '')

/** @param {Record<string, string>} vars */
const plainText = (vars) =>
  Object.fromEntries(
    Object.entries(vars).map(([name, value]) => [
      name,
      { type: /** @type {const} */ ('plain_text'), value },
    ]),
  )

// The secret goes from file to binding, never through arguments that `ps` would show to everybody.
const vars = { SIGNING_SECRET: signingSecret(order.state), ...order.vars }

const worker = await startWorker({
  config: inRoot('wrangler.toml'),
  envFiles: [],
  bindings: plainText(vars),
  dev: {
    remote: false,
    server: { hostname: order.host, port: order.port, secure: order.https },
    inspector: false,
    persist: join(order.state, 'data'),
    watch: false,
    logLevel: order.verbose ? 'log' : 'warn',
  },
})

/** @param {number} code */
async function stop(code) {
  const patience = setTimeout(end, 4000)
  if (code === 0) await worker.dispose().catch(() => {})
  clearTimeout(patience)
  end()

  function end() {
    process.exitCode = code
    // Everything that is left of the group, ourselves last.
    process.kill(-process.pid, 'SIGKILL')
  }
}

let isStopping = false
/** @param {number} code */
const stopOnce = (code) => {
  if (isStopping) return
  isStopping = true
  void stop(code)
}
process.on('disconnect', () => stopOnce(0))
process.on('SIGTERM', () => stopOnce(0))
process.on('SIGINT', () => stopOnce(0))

await worker.ready
process.send?.({ ready: (await worker.url).origin })

// A killed workerd is brought back by wrangler; but when the one that holds the port was killed
// too, requests hang for ever. So after every such death somebody has to answer, or all begins
// again. Nothing is asked while all is well: a busy engine must never look like a dead one.
let known = runtimes()
setInterval(async () => {
  if (known.every(isAlive)) return
  known = []
  const isHealed = await answersWithin(3000)
  if (!isHealed) stopOnce(1)
  known = runtimes()
}, 500)

/** @returns {number[]} process numbers of our workerds */
function runtimes() {
  return ours(ROOT)
    .filter((p) => p.group === process.pid && p.command.includes('workerd serve'))
    .map((p) => p.pid)
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** @param {number} patienceMs */
async function answersWithin(patienceMs) {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    if (await answers()) return true
    await new Promise((done) => setTimeout(done, 200))
  }
  return false
}

/** Any HTTP answer will do, also that a page does not exist. @returns {Promise<boolean>} */
function answers() {
  const { request } = order.https ? https : http
  return new Promise((done) => {
    const options = {
      host: order.host,
      port: order.port,
      path: '/',
      method: 'HEAD',
      timeout: 1000,
      rejectUnauthorized: false,
    }
    const call = request(options, (response) => {
      response.resume()
      done(true)
    })
    call.on('timeout', () => call.destroy())
    call.on('error', () => done(false))
    call.end()
  })
}
