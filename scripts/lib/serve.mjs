// The local server itself: one process group with the pinned Node and its two workerd processes.
// It lives on a leash: when the process that started it goes away, in whatever manner, it ends too.
import { connect } from 'node:net'
import { join } from 'node:path'
import { unstable_startWorker as startWorker } from 'wrangler'
import { inRoot } from './paths.mjs'
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
  await worker.dispose().catch(() => {})
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

// A killed workerd comes back by itself unless it was the one that holds the port: then nobody
// listens any more, and whoever started us must begin again.
let missed = 0
setInterval(() => {
  const socket = connect(order.port, order.host)
  socket.once('connect', () => {
    missed = 0
    socket.destroy()
  })
  socket.once('error', () => {
    missed += 1
    if (missed === 3) stopOnce(1)
  })
}, 1000)
