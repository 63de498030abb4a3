/**
 * Chance that nobody can disturb: every draw is a hash of (seed, identity, purpose), never a step
 * of a stream. Adding an object or a fault elsewhere therefore moves nobody else's dice.
 */

/** Two independent 32-bit hashes of a text (murmur-style mixing), both unsigned. */
function mix(text: string): [number, number] {
  let left = 0x9e3779b9
  let right = 0x85ebca6b
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    left = Math.imul(left ^ unit, 0x85ebca77)
    right = Math.imul(right ^ unit, 0xc2b2ae3d)
    left ^= left >>> 15
    right ^= right >>> 13
  }
  left = Math.imul(left ^ (right >>> 16), 0x2c1b3c6d)
  right = Math.imul(right ^ (left >>> 15), 0x297a2d39)
  left = Math.imul(left ^ (left >>> 13), 0xc2b2ae35)
  right = Math.imul(right ^ (right >>> 16), 0x85ebca6b)
  return [(left ^ (right >>> 14)) >>> 0, (right ^ (left >>> 16)) >>> 0]
}

const draw = (seed: string, identity: string, purpose: string): [number, number] =>
  mix(`${seed}\u0000${identity}\u0000${purpose}`)

/** A fraction in [0, 1) with 32 bits. */
export function fraction(seed: string, identity: string, purpose: string): number {
  return draw(seed, identity, purpose)[0] / 2 ** 32
}

/** A whole number in [low, high], both included. */
export function between(
  seed: string,
  identity: string,
  purpose: string,
  low: number,
  high: number,
): number {
  return low + Math.floor(fraction(seed, identity, purpose) * (high - low + 1))
}

const hex = (value: number): string => value.toString(16).padStart(8, '0')

/** 16 hex digits, as in names of Events. */
export function hex16(seed: string, identity: string, purpose: string): string {
  const [left, right] = draw(seed, identity, purpose)
  return hex(left) + hex(right)
}

/**
 * A version 4 UUID. `identity` must contain the incarnation, or a re-created name gets its old uid.
 */
export function uid(seed: string, identity: string): string {
  const digits = hex16(seed, identity, 'uid') + hex16(seed, identity, 'uid, second half')
  const variant = '89ab'.charAt(parseInt(digits.charAt(16), 16) & 3)
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    variant + digits.slice(17, 20),
    digits.slice(20, 32),
  ].join('-')
}

/** Characters of generated names: no vowels, no look-alikes. Source: apimachinery pkg/util/rand. */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789'

/** Five characters for generateName. */
export function suffix(seed: string, identity: string, purpose: string): string {
  const [left, right] = draw(seed, identity, purpose)
  let rest = left * 32 + (right >>> 27)
  let text = ''
  for (let index = 0; index < 5; index += 1) {
    text += SAFE.charAt(rest % SAFE.length)
    rest = Math.floor(rest / SAFE.length)
  }
  return text
}
