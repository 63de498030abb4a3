import { parse, type ParseError, type Script } from 'unbash'
import type { Bytes } from '../bytes.ts'
import { Compiler } from './compiler.ts'
import type { Program } from './instruction.ts'
import { SCRIPT_BYTES, TooMuch } from './limits.ts'

const MOST_KEPT = 500
/** Programs by their text: compiling is pure, so this changes nothing but time. */
const known = new Map<Bytes, Program>()

/** A script's instructions. The same text gives the same program. */
export function compile(text: Bytes): Program {
  const before = known.get(text)
  if (before) return before
  if (known.size >= MOST_KEPT) known.clear()
  const program = build(text)
  known.set(text, program)
  return program
}

function build(text: Bytes): Program {
  if (text.length > SCRIPT_BYTES) return failed('script too large', 1, text, false)
  const script = parse(text)
  const [error] = script.errors ?? []
  if (error) return broken(text, error)
  try {
    return { code: new Compiler(text).script(script as Script) }
  } catch (thrown) {
    if (thrown instanceof TooMuch) return failed(thrown.message, 1, '', false)
    throw thrown
  }
}

function broken(text: Bytes, { message, pos }: ParseError): Program {
  const line = text.slice(0, pos).split('\n').length
  const rest = text.slice(pos)
  const isAtEnd = rest.trim() === ''
  const isOpen = isAtEnd || /^unterminated|to close/.test(message)
  const near = /^[ \t]*(;;|&&|\|\||[^\s;&|()<>]+|[;&|()<>])/.exec(rest)?.[1] ?? ''
  return failed(message, line, near, isOpen)
}

function failed(message: string, line: number, near: string, isOpen: boolean): Program {
  return { code: [], error: { message, line, near, isOpen } }
}
