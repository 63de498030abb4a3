// `npm start`: everything on one machine, also right after a clone.
import { ensureDeps } from './lib/deps.mjs'
import { STATE } from './lib/paths.mjs'
import { portNumber } from './lib/port.mjs'
import { command, secondsSince } from './lib/run.mjs'
import { claimPlace, startServer } from './lib/server.mjs'
import { ensureWeb } from './lib/web.mjs'

const startedMs = performance.now()
const MAX_RESTARTS = 5

let isStopping = false
/** @type {import('./lib/server.mjs').Server | undefined} */
let server

async function stop() {
  if (isStopping) return
  isStopping = true
  await server?.stop()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.on('SIGHUP', stop)

function readPlace() {
  return {
    host: process.env.HOST ?? '127.0.0.1',
    port: portNumber(process.env.PORT, 8787),
    state: STATE,
    portRemedy: 'Stop what uses it, or choose another: PORT=8788 npm start',
  }
}

/**
 * Serves until somebody stops us. A crashed server is started again: its data are on disk.
 * @param {ReturnType<typeof readPlace>} place
 */
async function serve(place) {
  let port = place.port
  for (let restarts = 0; restarts <= MAX_RESTARTS; restarts++) {
    server = await startServer({ ...place, port })
    const page = await answer(server.url)
    port = Number(new URL(page).port)
    if (restarts === 0) announce(page)
    else console.log(`  back at ${page}`)
    await server.ended
    if (isStopping) return new Promise(() => {}) // stop() ends the process when all is gone
    console.error('The server ended unexpectedly; starting it again on the same data …')
  }
  console.error(`The server ended ${MAX_RESTARTS + 1} times; giving up.`)
  return 1
}

/**
 * Waits until the page itself is served.
 * @param {string} url
 */
async function answer(url) {
  const page = url.replace('127.0.0.1', 'localhost')
  for (let tries = 0; ; tries++) {
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    )
    if (status === 200) return page
    if (tries === 50) throw new Error(`${url} answers ${status}, not its page`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** @param {string} page */
function announce(page) {
  console.log(`
  Flotilla is ready (${secondsSince(startedMs)} s)

    Page            ${page}/
    Teacher's link  ${page}/#/open

  Data are kept in ${STATE}. Stop with Ctrl-C.
`)
}

await command(async () => {
  const place = readPlace()
  await claimPlace(place) // before the slow part: nobody waits a minute to hear of a busy port
  await ensureDeps()
  await ensureWeb()
  return serve(place)
})
