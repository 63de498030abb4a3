// `npm run deploy`: to the Cloudflare account of whoever is logged in; creates what is missing
// there.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WRANGLER } from './lib/database.mjs'
import { ensureDeps } from './lib/deps.mjs'
import { pinnedNode } from './lib/node.mjs'
import { readOptions } from './lib/options.mjs'
import { inRoot } from './lib/paths.mjs'
import { Complaint, command, run } from './lib/run.mjs'
import { ensureWeb } from './lib/web.mjs'

const DATABASE = 'flotilla'
const SECRET = 'SIGNING_SECRET'
const CONFIG = inRoot('wrangler.deploy.toml')
const LOCAL_ID = '00000000-0000-0000-0000-000000000001'

/**
 * @param {string[]} args
 * @param {{ quiet?: boolean }} [options]
 */
const wrangler = (args, options = {}) =>
  run(pinnedNode(), [WRANGLER, ...args], { ...options, env: { CI: '1' } })

/** @param {string[]} args */
async function mustWork(...args) {
  const { code } = await wrangler(args)
  if (code !== 0) throw new Complaint(`"wrangler ${args.join(' ')}" failed: see its message above.`)
}

/** @returns {Promise<string | undefined>} the id of our database, if the account has it */
async function databaseId() {
  const { code, output } = await wrangler(['d1', 'list', '--json'], { quiet: true })
  if (code !== 0)
    throw new Complaint(
      `${output}\nThe account could not be asked. Log in first (npx wrangler login), or set ` +
        'CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID. See docs/deploy.md.',
    )
  /** @type {{ name: string, uuid: string }[]} */
  const databases = JSON.parse(output.slice(output.indexOf('[')))
  return databases.find((database) => database.name === DATABASE)?.uuid
}

async function ensureDatabase() {
  const existing = await databaseId()
  if (existing) return existing
  await mustWork('d1', 'create', DATABASE)
  const created = await databaseId()
  if (!created) throw new Complaint(`The database "${DATABASE}" was not created.`)
  return created
}

/** The account's database id is nobody else's business, so it goes into a file that git ignores. */
async function writeConfig() {
  const id = await ensureDatabase()
  const config = readFileSync(inRoot('wrangler.toml'), 'utf8')
  writeFileSync(CONFIG, config.replace(LOCAL_ID, id))
}

/** A new worker gets a signing secret; a deployed one keeps its own, or all links would break. */
async function secretArgs(/** @type {string} */ folder) {
  const { code, output } = await wrangler(['secret', 'list', '--config', CONFIG], { quiet: true })
  if (code === 0 && output.includes(SECRET)) return []
  const file = join(folder, 'secrets.json')
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(file, JSON.stringify({ [SECRET]: secret }), { mode: 0o600 })
  return ['--secrets-file', file]
}

await command(async () => {
  const { values } = readOptions(
    { 'dry-run': { type: 'boolean' } },
    'npm run deploy [-- --dry-run]',
  )
  await ensureDeps()
  await ensureWeb()
  if (values['dry-run']) return mustWork('deploy', '--minify', '--dry-run')

  await writeConfig()
  await mustWork('d1', 'migrations', 'apply', 'DB', '--remote', '--config', CONFIG)
  const folder = mkdtempSync(join(tmpdir(), 'flotilla-deploy-'))
  try {
    await mustWork('deploy', '--minify', '--config', CONFIG, ...(await secretArgs(folder)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
