import type { KubeObject } from '../object.ts'
import type { View } from '../store/view.ts'

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

/** What fits before the five characters: names of pods are cut at 63. */
const LONGEST_PREFIX = 58

/** The name of the pod that an owner makes as its `count`-th: `<prefix>-` and five characters. */
export function generatedName(
  owner: KubeObject,
  view: View,
  count: number,
  prefix = owner.metadata.name,
): string {
  const suffix = fiveLetters(view.luck(owner, `pod ${count}`))
  return `${prefix}-`.slice(0, LONGEST_PREFIX) + suffix
}
