// `npm run cluster`: one stand-alone cluster in local workerd, and a kubeconfig for the real
// kubectl.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createCluster, kubeconfig } from './lib/stand-alone.mjs'
import { ensureDeps } from './lib/deps.mjs'
import { numberOption, readOptions } from './lib/options.mjs'
import { portNumber } from './lib/port.mjs'
import { Complaint, command } from './lib/run.mjs'
import { startServer } from './lib/server.mjs'

const USAGE =
  'npm run cluster -- --kubeconfig FILE [--port P] [--nodes N] [--speed X] [--seed S] [--https] [--state DIR]'

function readWish() {
  const { values } = readOptions(
    {
      kubeconfig: { type: 'string' },
      port: { type: 'string' },
      nodes: { type: 'string' },
      speed: { type: 'string' },
      seed: { type: 'string' },
      https: { type: 'boolean' },
      // Keeps the cluster: the same folder later gives the same cluster and the same kubeconfig.
      state: { type: 'string' },
    },
    USAGE,
  )
  if (typeof values.kubeconfig !== 'string')
    throw new Complaint(`Where shall the kubeconfig go?\nUsage: ${USAGE}`)
  return {
    // npm runs us in the checkout; file names mean the folder that the person stands in.
    kubeconfig: resolve(process.env.INIT_CWD ?? '.', values.kubeconfig),
    state:
      typeof values.state === 'string' ? resolve(process.env.INIT_CWD ?? '.', values.state) : '',
    port: portNumber(typeof values.port === 'string' ? values.port : undefined, 0),
    https: values.https === true,
    wanted: {
      nodes: numberOption(values.nodes, { name: 'nodes', otherwise: 3, least: 0, most: 1000 }),
      speed: numberOption(values.speed, { name: 'speed', otherwise: 1, least: 0, most: 1000 }),
      seed: numberOption(values.seed, { name: 'seed', otherwise: 1, least: 0, most: 2 ** 32 - 1 }),
    },
  }
}

/** @typedef {ReturnType<typeof readWish>} Wish */

/**
 * @param {Wish} wish
 * @param {string} state
 */
async function serve(wish, state) {
  const server = await startServer({
    port: wish.port,
    https: wish.https,
    state,
    vars: { STANDALONE: '1' },
    portRemedy: 'Choose another with --port, or leave it out to take a free one.',
  })
  process.on('SIGTERM', server.stop)
  process.on('SIGINT', server.stop)
  process.on('SIGHUP', server.stop)
  try {
    const cluster = await remembered(join(state, 'cluster.json'), () =>
      createCluster(server.url, wish.wanted),
    )
    writeFileSync(wish.kubeconfig, kubeconfig(server.url, cluster), { mode: 0o600 })
    console.log(`cluster ${cluster.id} at ${server.url}; try:`)
    console.log(`  kubectl --kubeconfig ${wish.kubeconfig} get nodes`)
    console.log('ready')
    await server.ended
  } finally {
    await server.stop()
  }
}

/**
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
async function remembered(file, make) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    const made = await make()
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
    return made
  }
}

await command(async () => {
  const wish = readWish()
  await ensureDeps()
  const state = wish.state || mkdtempSync(join(tmpdir(), 'flotilla-cluster-'))
  try {
    await serve(wish, state)
  } finally {
    if (!wish.state) rmSync(state, { recursive: true, force: true })
  }
})
