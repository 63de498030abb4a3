import type { Bytes } from '../programs/bytes.ts'
import type { Signal } from '../programs/command.ts'
import type { SessionNote } from '../programs/session.ts'
import type { Box } from './box.ts'
import { INPUT_BYTES } from './limits.ts'
import { sayTo } from './session-output.ts'
import { signalRow } from './signals.ts'
import { OWN_INPUT } from './streams.ts'
import type { SessionRow } from './table.ts'

const SIGNALS: Readonly<Record<string, Signal>> = { '\x03': 'INT', '\x1c': 'QUIT' }
/** Cursor keys and their like: the terminals of a class know lines, no more. */
const ESCAPES = /\x1b(\[[0-9;]*[A-Za-z~]|O[A-Z]|.)/g

/**
 * Keys that come from a terminal, as the kernel's line discipline takes them: echo, erasing, whole
 * lines, Ctrl-C, Ctrl-D. Source: Linux termios(3), canonical mode.
 */
export function type(
  box: Box,
  session: string,
  terminal: SessionRow,
  keys: Bytes,
  note: SessionNote | undefined,
): void {
  for (const key of keys.replace(ESCAPES, '')) {
    const signal = SIGNALS[key]
    if (signal) interrupt(box, session, terminal, signal, note)
    else press(terminal, key, note)
  }
}

function press(terminal: SessionRow, key: string, note: SessionNote | undefined): void {
  const typed = terminal.typed ?? ''
  switch (key) {
    case '\r':
    case '\n':
      sayTo(note, '\n')
      terminal.input = `${terminal.input}${typed}\n`.slice(0, INPUT_BYTES)
      delete terminal.typed
      return
    case '\x7f':
    case '\b':
      if (typed === '') return
      terminal.typed = typed.slice(0, -1)
      sayTo(note, '\b \b')
      return
    case '\x15':
      sayTo(note, '\b \b'.repeat(typed.length))
      delete terminal.typed
      return
    case '\x04':
      if (typed === '') terminal.inputEnded = true
      else terminal.input += typed
      delete terminal.typed
      return
    default:
      if (key < ' ' && key !== '\t') return
      terminal.typed = typed + key
      sayTo(note, key)
  }
}

/** Everything in the foreground gets the signal; a shell at its prompt only drops its line. */
function interrupt(
  box: Box,
  session: string,
  terminal: SessionRow,
  signal: Signal,
  note: SessionNote | undefined,
): void {
  sayTo(note, signal === 'INT' ? '^C\n' : '^\\\n')
  delete terminal.typed
  const origin = session === OWN_INPUT ? undefined : session
  for (const row of box.live) {
    if (row.session === origin) signalRow(box, row, signal, 'inside')
  }
}
