import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Complaint, run } from './run.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/opt/google/chrome',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * Where a Chromium is on this machine.
 * @returns {string | undefined}
 */
export function findChromium() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...PLACES].filter(Boolean)
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...candidates, ...PLACES.slice(-2)].find((path) => existsSync(path))
}

/**
 * The browser for the tests: `CHROMIUM`, a known place, or the system's package when we are root.
 * @returns {Promise<string>} path of the executable
 */
export async function ensureChromium() {
  const named = process.env.CHROMIUM
  if (named && existsSync(named)) return named
  if (named) throw new Complaint(`CHROMIUM=${named}: there is no such file.`)
  const found = findChromium()
  if (found) return found

  const isRoot = process.getuid?.() === 0
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium (apt-get install chromium) …')
    await apt('update')
    await apt('install', '-y', '--no-install-recommends', 'chromium')
    const installed = findChromium()
    if (installed) return installed
  }
  throw new Complaint(
    'The browser tests need Chromium. Please install it (Debian and Ubuntu: ' +
      '"apt-get install chromium", macOS: "brew install --cask chromium"), ' +
      'or name one: CHROMIUM=/path/to/chromium npm test',
  )
}

/** @param {string[]} args */
async function apt(...args) {
  const { code, output } = await run('apt-get', ['-q', ...args], {
    quiet: true,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (code !== 0) throw new Complaint(`${output}\napt-get ${args[0]} failed.`)
}
