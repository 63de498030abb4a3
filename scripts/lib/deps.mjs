import { existsSync, readFileSync } from 'node:fs'
import { inRoot } from './paths.mjs'
import { Complaint, run } from './run.mjs'

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage */
/** @typedef {{ packages: Record<string, LockedPackage> }} LockFile */

/**
 * Does the tree that npm noted down hold what the lock file asks for? Optional packages may be
 * missing (they are for other machines) but not be of another version.
 * @param {LockFile} wanted package-lock.json
 * @param {LockFile} present node_modules/.package-lock.json
 */
export function isInstalled(wanted, present) {
  return Object.entries(wanted.packages).every(([path, need]) => {
    if (path === '') return true
    const have = present.packages[path]
    if (!have) return need.optional === true
    return have.version === need.version && have.integrity === need.integrity
  })
}

/** @param {string} path @returns {LockFile} */
const readLock = (path) => JSON.parse(readFileSync(path, 'utf8'))

/**
 * Installs the packages when the lock file and node_modules differ.
 * @returns {Promise<boolean>} true when it had to install
 */
export async function ensureDeps() {
  const hidden = inRoot('node_modules/.package-lock.json')
  const wanted = readLock(inRoot('package-lock.json'))
  if (existsSync(hidden) && isInstalled(wanted, readLock(hidden))) return false

  console.log('Installing packages (npm ci) …')
  const args = ['ci', '--loglevel=error', '--no-progress', '--include=dev', '--include=optional']
  // npm_execpath is the npm that called us: the same one, also when `npm` itself is not on the
  // PATH.
  const npm = process.env.npm_execpath
  const { code } = npm ? await run(process.execPath, [npm, ...args]) : await run('npm', args)
  if (code !== 0) throw new Complaint('npm ci failed: see its message above.')
  return true
}
