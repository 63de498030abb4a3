import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from './paths.mjs'
import { pinnedNode } from './node.mjs'
import { Complaint, run } from './run.mjs'

const SOURCES = ['web', 'shared', 'vite.config.ts', 'package-lock.json']
const IGNORED = new Set(['node_modules', 'dist'])

/**
 * When anything below a path was last changed, in wall milliseconds.
 * @param {string} path
 * @returns {number}
 */
function newestMs(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  const children = readdirSync(path).filter((name) => !IGNORED.has(name))
  return Math.max(stat.mtimeMs, ...children.map((name) => newestMs(join(path, name))))
}

/** Builds the web app when its sources are newer than what was built. */
export async function ensureWeb() {
  const built = inRoot('web/dist/index.html')
  const newestSource = Math.max(...SOURCES.map((path) => newestMs(inRoot(path))))
  if (existsSync(built) && statSync(built).mtimeMs >= newestSource) return

  console.log('Building the web app (vite build) …')
  const vite = inRoot('node_modules/vite/bin/vite.js')
  const { code, output } = await run(pinnedNode(), [vite, 'build'], { quiet: true })
  if (code !== 0) throw new Complaint(`${output}\nThe web app does not build.`)
}
