import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { ROOT, STATE, inRoot } from './paths.mjs'

/** A sentence for the person at the keyboard: printed without a stack trace, exit code 1. */
export class Complaint extends Error {}

/**
 * The environment of everything that we start. Local binaries come first, which makes the pinned
 * Node the `node` of every tool; the tools' telemetry, update checks and home folders are off.
 * @param {Record<string, string>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function environment(extra = {}) {
  return {
    ...process.env,
    PATH: inRoot('node_modules/.bin') + delimiter + (process.env.PATH ?? ''),
    WRANGLER_SEND_METRICS: 'false',
    // Both are on otherwise: a page that shows anybody all data, and a log of every request with
    // its address, capabilities included, which also takes half of the speed.
    X_LOCAL_EXPLORER: 'false',
    X_LOCAL_OBSERVABILITY: 'false',
    WRANGLER_HIDE_BANNER: 'true', // the banner would ask the registry for updates
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    DO_NOT_TRACK: '1',
    ...extra,
  }
}

/** For what needs no account: wrangler's own notes stay in the checkout, not in the home folder. */
export const AT_HOME = { XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME ?? `${STATE}/config` }

/**
 * Runs a program to its end, without input. `quiet` keeps its output and gives it back.
 * @param {string} command
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string>, cwd?: string }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { quiet = false, env = {}, cwd = ROOT } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd,
      env: environment(env),
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', fail)
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}

/**
 * Runs the body of a command: complaints become one sentence on stderr and exit code 1.
 * @param {() => Promise<number | void>} body gives the exit code; nothing means 0
 */
export async function command(body) {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    if (!(error instanceof Complaint)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

/** @param {number} startedMs a `performance.now()` reading */
export const secondsSince = (startedMs) => ((performance.now() - startedMs) / 1000).toFixed(1)
