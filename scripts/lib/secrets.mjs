import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The key that signs seats and capabilities of this machine, made once and kept beside the data it
 * guards, readable by its owner only.
 * @param {string} state folder of the local data
 * @returns {string} 32 random bytes, base64url
 */
export function signingSecret(state) {
  const file = join(state, 'secrets', 'signing-secret')
  if (!existsSync(file)) {
    mkdirSync(join(state, 'secrets'), { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(32).toString('base64url') + '\n', { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(file, 'utf8').trim()
}
