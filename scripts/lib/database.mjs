import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './paths.mjs'
import { pinnedNode } from './node.mjs'
import { AT_HOME, Complaint, run } from './run.mjs'

export const WRANGLER = inRoot('node_modules/wrangler/wrangler-dist/cli.js')
const MIGRATIONS = inRoot('migrations/d1')

/** @returns {string} changes when a migration is added */
function fingerprint() {
  const hash = createHash('sha256')
  for (const name of readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .sort())
    hash.update(name).update(readFileSync(join(MIGRATIONS, name)))
  return hash.digest('hex')
}

/**
 * Brings the local D1 database up to date. Costs nothing when no migration is new.
 * @param {string} state folder of the local data
 */
export async function migrateLocal(state) {
  if (!existsSync(MIGRATIONS)) return
  const mark = join(state, 'migrated')
  const wanted = fingerprint()
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return

  mkdirSync(state, { recursive: true })
  const args = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', join(state, 'data')]
  // CI makes wrangler take the answer "yes" instead of asking.
  const { code, output } = await run(pinnedNode(), [WRANGLER, ...args], {
    quiet: true,
    env: { ...AT_HOME, CI: '1' },
  })
  if (code !== 0) throw new Complaint(`${output}\nThe local database could not be migrated.`)
  writeFileSync(mark, wanted)
}
