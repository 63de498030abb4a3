import { HOUR, MINUTE, SECOND, type Millis } from '../time.ts'
import type { Container } from '../kinds/pod/schema.ts'
import type { Image, Program } from './image.ts'

/** Longer than any class: a container that sleeps so long does not end. */
const FOR_EVER_MS = 10_000 * HOUR
const UNITS: Readonly<Record<string, Millis>> = {
  '': SECOND,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: 24 * HOUR,
}
const SHELLS = new Set(['sh', 'bash', 'ash'])

/**
 * What a container runs: the image's program, unless its command says otherwise. Commands are read
 * thinly: `sleep`, `true`, `false`, `exit` and lists of them in a shell; loops and everything else
 * that an image's own program does not explain run for ever in servers and end well in tools.
 */
export function programOf(image: Pick<Image, 'program'>, container: Container): Program {
  const words = [...(container.command ?? []), ...(container.args ?? [])]
  if (words.length === 0) return image.program
  // Arguments alone go to a server's own entry point; a tool's are its command.
  if (!container.command && !image.program.ends) return image.program
  const ends = endOf(words)
  if (ends === 'unknown') {
    return image.program.ends
      ? { ...image.program, ends: { afterMs: 3 * SECOND, code: 0 } }
      : image.program
  }
  const { ports } = image.program
  const bare: Program = { ports: ends === 'never' ? ports : [], onTerm: 'ignored' }
  return ends === 'never' ? bare : { ...bare, ends }
}

type End = { afterMs: Millis; code: number } | 'never' | 'unknown'

function endOf(words: readonly string[]): End {
  const [command = '', ...rest] = words
  const name = command.slice(command.lastIndexOf('/') + 1)
  if (!SHELLS.has(name)) return simple([name, ...rest])
  const at = rest.findIndex((word) => /^-\w*c$/.test(word))
  return at < 0 ? 'unknown' : script(rest[at + 1] ?? '')
}

/** A list of simple commands; `&&` stops at the first that fails. */
function script(text: string): End {
  if (/\b(while|until|for|trap|wait)\b|<\(|tail +-f|\$\(/.test(text)) return 'never'
  let afterMs = 0
  let code = 0
  const parts = text.split(/(;|\n|&&|\|\|)/)
  for (let index = 0; index < parts.length; index += 2) {
    const part = parts[index] ?? ''
    const joint = parts[index - 1]
    if ((joint === '&&' && code !== 0) || (joint === '||' && code === 0)) continue
    const words = part.trim().split(/\s+/).filter(Boolean)
    if (words.length === 0) continue
    const end = simple(words)
    if (end === 'never') return 'never'
    if (end === 'unknown') continue
    afterMs += end.afterMs
    code = end.code
    if (words[0] === 'exit' || words[0] === 'exec') break
  }
  return { afterMs: Math.max(afterMs, 20), code }
}

function simple(words: readonly string[]): End {
  const [name, argument = ''] = words
  switch (name) {
    case 'true':
    case 'echo':
    case 'date':
    case 'hostname':
      return { afterMs: 20, code: 0 }
    case 'false':
      return { afterMs: 20, code: 1 }
    case 'exit':
      return { afterMs: 20, code: Number(argument) || 0 }
    case 'sleep':
      return sleep(argument)
    case 'exec':
      return simple(words.slice(1))
    case 'tail':
      return 'never'
    default:
      return 'unknown'
  }
}

function sleep(argument: string): End {
  const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(argument)
  if (!match) return argument === 'infinity' ? 'never' : { afterMs: 20, code: 1 }
  const afterMs = Math.round(Number(match[1]) * (UNITS[match[2] ?? ''] ?? SECOND))
  return afterMs >= FOR_EVER_MS ? 'never' : { afterMs, code: 0 }
}

/** How long a command sleeps, for what is not a container's own process; 0 when that is unknown. */
export function endOfSleep(words: readonly string[]): Millis {
  const end = endOf(words)
  if (end === 'never') return FOR_EVER_MS
  return end === 'unknown' ? 0 : end.afterMs
}
