import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '../../../shared/engine/api/test-support/serve.ts'
import { newCluster, type Cluster } from '../../../shared/engine/index.ts'
import { run, type Fetch, type FetchReply } from '../../../shared/kubectl/index.ts'
import type { Case } from './case.ts'
import { corpus } from './corpus.ts'
import { files } from './manifests.ts'

/** What one command line gave. */
export interface Outcome {
  line: string
  code: number
  stdout: string
  stderr: string
}

/** Long enough ago that ages are whole days: they do not move while the test runs. */
const BIRTH_MS = Date.UTC(2026, 0, 5, 9)

/** A real kubectl that takes longer hangs: time stands still on its server. */
const LONGEST_MS = 15_000

/** A kubeconfig for one server. */
function kubeconfig(url: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'one', cluster: { server: url } }],
    contexts: [{ name: 'one', context: { cluster: 'one', user: '' } }],
    'current-context': 'one',
  })
}

interface Stage {
  /** Runs one case. `url` is the server's. */
  (one: Case, words: readonly string[], url: string): Promise<Outcome>
}

/** Plays the corpus on a fresh cluster whose time stands still but for the steps in the corpus. */
async function playOn(stage: Stage): Promise<Outcome[]> {
  const cluster = newCluster({ seed: 'differential', startMs: BIRTH_MS, nodes: 3 })
  const served = await serve(cluster, 0, 0)
  const outcomes: Outcome[] = []
  try {
    for (const one of corpus) {
      pass(cluster, one.afterMs ?? 0)
      const outcome = await stage(one, one.line.split(' '), served.url)
      outcomes.push({
        ...outcome,
        stdout: outcome.stdout.replaceAll(served.url, 'SERVER'),
        stderr: outcome.stderr.replaceAll(served.url, 'SERVER'),
      })
      pass(cluster, 1_000)
    }
  } finally {
    served.close()
  }
  return outcomes
}

function pass(cluster: Cluster, milliseconds: number): void {
  const actor = { user: 'clock', groups: [] }
  const at = cluster.now + milliseconds
  cluster.step({ seq: cluster.seq + 1, at, actor, do: { type: 'advance' } })
}

/** One request of our kubectl with its answer. */
export interface Exchange {
  request: string
  status: number
  warning: string
  text: string
}

/** Plays the corpus with our kubectl. `now` is the moment from which ages are counted. */
export async function playOurs(
  now: number,
): Promise<{ outcomes: Outcome[]; exchanges: Exchange[][] }> {
  const exchanges: Exchange[][] = []
  const outcomes = await playOn((one, _words, url) => {
    const mine: Exchange[] = []
    exchanges.push(mine)
    return runOurs(one, now, async (path, init) => {
      const reply = await fetch(`${url}${path}`, init)
      const text = await reply.text()
      const warning = reply.headers.get('warning') ?? ''
      mine.push({ request: `${init.method} ${path}`, status: reply.status, warning, text })
      return answerOf({ status: reply.status, warning, text })
    })
  })
  return { outcomes, exchanges }
}

/** Runs our kubectl on answers that were kept: no cluster is needed. */
export function replay(one: Case, now: number, kept: readonly Exchange[]): Promise<Outcome> {
  const rest = [...kept]
  return runOurs(one, now, (path, { method }) => {
    const next = rest.shift()
    const request = `${method} ${path}`
    if (next?.request === request) return Promise.resolve(answerOf(next))
    const hint = 'record again with RECORD=1'
    return Promise.reject(new Error(`"${one.line}" asks ${request}, not ${next?.request}: ${hint}`))
  })
}

function answerOf({ status, warning, text }: Omit<Exchange, 'request'>): FetchReply {
  return new Response(text, { status, ...(warning ? { headers: { warning } } : {}) })
}

async function runOurs({ line, stdin }: Case, now: number, ask: Fetch): Promise<Outcome> {
  const outcome = { line, code: 0, stdout: '', stderr: '' }
  const io = {
    stdout: (text: string) => void (outcome.stdout += text),
    stderr: (text: string) => void (outcome.stderr += text),
    files: (path: string) => files[path],
    now: () => now,
    ...(stdin === undefined ? {} : { stdin }),
  }
  outcome.code = await run(line.split(' '), io, ask)
  return outcome
}

/** Plays the corpus with a real kubectl, in a folder and a home of its own. */
export async function playReal(kubectl: string): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-'))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  // kubectl speaks of itself by the name that it was called by.
  const called = join(folder, 'kubectl')
  symlinkSync(kubectl, called)
  try {
    return await playOn(({ line, stdin }, words, url) => {
      return new Promise((done) => {
        const config = join(folder, 'config')
        writeFileSync(config, kubeconfig(url))
        const env = { PATH: process.env.PATH ?? '', HOME: folder, KUBECONFIG: config }
        const options = { cwd: folder, env, timeout: LONGEST_MS }
        const child = execFile(called, words, options, (error, stdout, stderr) => {
          const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0
          done({ line, code, stdout, stderr })
        })
        child.stdin?.end(stdin ?? '')
      })
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
