import { existsSync } from 'node:fs'
import { inRoot } from './paths.mjs'
import { pinnedNode } from './node.mjs'
import { run, secondsSince } from './run.mjs'

/** @typedef {{ name: string, args: string[] }} HouseCheck */

/** @type {HouseCheck[]} */
const CHECKS = [
  { name: 'format', args: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'] },
  { name: 'lint', args: ['oxlint/bin/oxlint', '--deny-warnings'] },
  { name: 'types of the engine', args: ['typescript/bin/tsc', '-p', 'tsconfig.engine.json'] },
  { name: 'types of Node code', args: ['typescript/bin/tsc', '-p', 'tsconfig.node.json'] },
  { name: 'types of the worker', args: ['typescript/bin/tsc', '-p', 'tsconfig.worker.json'] },
  {
    name: 'types of the web app',
    args: [
      'svelte-check/bin/svelte-check',
      '--workspace',
      'web',
      '--tsconfig',
      '../tsconfig.web.json',
      '--fail-on-warnings',
      '--output',
      'human',
    ],
  },
]

/**
 * Format, lint and types, one after another; a failing one shows what its tool said.
 * @returns {Promise<string[]>} names of those that failed
 */
export async function houseChecks() {
  const failed = []
  for (const { name, args } of CHECKS) {
    const startedMs = performance.now()
    const [tool = '', ...rest] = args
    const path = inRoot('node_modules', tool)
    if (!existsSync(path)) throw new Error(`${path} is missing`)
    const { code, output } = await run(pinnedNode(), [path, ...rest], { quiet: true })
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${secondsSince(startedMs)} s)`)
    if (code === 0) continue
    failed.push(name)
    console.log(output)
  }
  return failed
}
