import type { Bytes } from '../../bytes.ts'
import { regex, type Regex } from './regex.ts'

const NOTHING: Regex = { exec: () => undefined, test: () => false, groups: 0 }

/** A pattern of file names, `*.log`, as one that must fit as a whole. */
export function globPattern(glob: Bytes, folds = false): Regex {
  let text = '^'
  for (let at = 0; at < glob.length; at += 1) {
    const one = glob.charAt(at)
    const close = one === '[' ? glob.indexOf(']', at + 2) : -1
    if (one === '*') text += '.*'
    else if (one === '?') text += '.'
    else if (close > 0) {
      text += `[${glob.slice(at + 1, close).replace(/^!/, '^')}]`
      at = close
    } else if (one === '\\') text += `\\${glob.charAt((at += 1))}`
    else text += /[.[\]()*+?{}|^$]/.test(one) ? `\\${one}` : one
  }
  const made = regex(`${text}$`, 'extended', folds)
  return 'problem' in made ? NOTHING : made
}
