import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'

/** @typedef {{ pid: number, group: number, command: string }} Process */

/** @returns {Process[]} */
function fromProc() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        // The name in brackets may hold spaces; the fields after it are: state, parent, group.
        const [, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return [{ pid: Number(name), group: Number(group), command }]
      } catch {
        return [] // it ended while we looked
      }
    })
}

/** @returns {Process[]} */
function fromPs() {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,command='], { encoding: 'utf8' })
  return text.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)
    return match
      ? [{ pid: Number(match[1]), group: Number(match[2]), command: match[3] ?? '' }]
      : []
  })
}

/**
 * Running processes that belong to this checkout: process numbers are reused, so a number from an
 * old file alone must never be signalled.
 * @param {string} root
 * @returns {Process[]}
 */
export const ours = (root) =>
  (existsSync('/proc/self/stat') ? fromProc() : fromPs()).filter((p) => p.command.includes(root))

/**
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(group, signal) {
  try {
    process.kill(-group, signal)
  } catch {
    // Nobody is left in it.
  }
}
