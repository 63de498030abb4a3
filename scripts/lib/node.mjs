import { existsSync } from 'node:fs'
import { inRoot } from './paths.mjs'
import { Complaint } from './run.mjs'

const OLDEST = 22.12

/**
 * The Node that the tools run on: the pinned one from node_modules where it exists for this
 * machine, otherwise the caller's own, which must then be new enough.
 * @returns {string} path of the executable
 */
export function pinnedNode() {
  const pinned = inRoot(`node_modules/node-${process.platform}-${process.arch}/bin/node`)
  if (existsSync(pinned)) return pinned
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major + minor / 100 >= OLDEST) return process.execPath
  throw new Complaint(
    `This machine (${process.platform}-${process.arch}) has no pinned Node among the packages, and ` +
      `its own is ${process.versions.node}: please install Node 24 (at least 22.12).`,
  )
}

/**
 * Flags that let Node run our TypeScript and import text files, as the bundlers do.
 * @returns {string[]}
 */
export const nodeFlags = () => [
  '--disable-warning=ExperimentalWarning',
  '--import',
  inRoot('scripts/lib/text-modules-hook.mjs'),
]
