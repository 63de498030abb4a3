/** Characters of generated names: no vowels, no look-alikes. Source: apimachinery pkg/util/rand. */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789'

/** The five characters at the end of a generated name, from a fraction in [0, 1). */
export function fiveLetters(fraction: number): string {
  let rest = Math.floor(fraction * SAFE.length ** 5)
  let text = ''
  for (let index = 0; index < 5; index += 1) {
    text += SAFE.charAt(rest % SAFE.length)
    rest = Math.floor(rest / SAFE.length)
  }
  return text
}
