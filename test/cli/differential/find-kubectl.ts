import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** A kubectl of this machine. */
export interface RealKubectl {
  path: string
  /** Such as `v1.32.5`. */
  version: string
}

/**
 * The kubectl of PATH. Some installations keep one for each minor beside it, as `kubectl.1.32`:
 * then the one that the simulated cluster speaks to.
 */
export function findKubectl(minor = '1.32'): RealKubectl | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const first = folders.map((folder) => join(folder, 'kubectl')).find((path) => existsSync(path))
  if (first === undefined) return undefined
  const beside = join(dirname(realpathSync(first)), `kubectl.${minor}`)
  const path = existsSync(beside) ? beside : realpathSync(first)
  return { path, version: versionOf(path) }
}

function versionOf(path: string): string {
  const text = execFileSync(path, ['version', '--client', '-o', 'json'], { encoding: 'utf8' })
  const { clientVersion } = JSON.parse(text) as { clientVersion: { gitVersion: string } }
  return clientVersion.gitVersion
}
