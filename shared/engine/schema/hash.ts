import { canonical } from '../json.ts'

const SAFE = 'bcdfghjklmnpqrstvwxz2456789'
const OFFSET = 0x811c9dc5
const PRIME = 0x01000193

/**
 * The pod-template-hash: FNV-32a over the template's canonical JSON (and the collision count, where
 * there was a collision), written in the alphabet of generated names. Upstream hashes a dump of Go
 * structs, so its values are others; what counts is that equal templates give equal hashes.
 * Source: pkg/controller ComputeHash, apimachinery util/rand SafeEncodeString.
 */
export function templateHash(template: unknown, collisionCount?: number): string {
  const suffix = collisionCount === undefined ? '' : `#${collisionCount}`
  const digits = String(fnv32a(canonical(template) + suffix))
  return [...digits].map((digit) => SAFE.charAt(digit.charCodeAt(0) % SAFE.length)).join('')
}

/** Over UTF-16 units: texts of the API are ASCII nearly always, and only sameness counts. */
function fnv32a(text: string): number {
  let hash = OFFSET
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), PRIME)
  }
  return hash >>> 0
}
