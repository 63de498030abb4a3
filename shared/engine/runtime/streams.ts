import type { Bytes } from '../programs/bytes.ts'
import type { Stream } from '../programs/command.ts'
import { isRefused } from '../programs/files.ts'
import type { Box } from './box.ts'
import { HOOK_BYTES, PIPE_BYTES } from './limits.ts'
import { say } from './session-output.ts'
import type { Row, SessionRow } from './table.ts'

/** The name under which a container's own standard input is kept among its sessions. */
export const OWN_INPUT = '@'

/** Takes bytes from a stream: '' when none are there yet, null at its end. */
export function take(box: Box, row: Row, number: number, max = Infinity): Bytes | null {
  return consume(box, row.streams[number], (bytes) => Math.min(bytes.length, max))
}

/** Takes one line with its end, or what is left at the end of the stream. */
export function takeLine(box: Box, row: Row, number: number): Bytes | null {
  const stream = row.streams[number]
  const isOver = stream !== undefined && isEnding(box, stream)
  return consume(box, stream, (bytes) => {
    const end = bytes.indexOf('\n')
    return end >= 0 ? end + 1 : isOver ? bytes.length : 0
  })
}

function consume(
  box: Box,
  stream: Stream | undefined,
  howMany: (bytes: Bytes) => number,
): Bytes | null {
  switch (stream?.to) {
    case 'file': {
      const whole = box.files.read(stream.path)
      if (isRefused(whole)) return null
      const rest = whole.slice(stream.offset)
      if (rest === '') return null
      const bytes = rest.slice(0, howMany(rest))
      stream.offset += bytes.length
      return bytes
    }
    case 'pipe':
      return fromPipe(box, stream.pipe, howMany)
    case 'session': {
      const input = box.table.sessions[stream.session]
      if (!input) return null
      if (input.input === '') return input.inputEnded ? endOfInput(input) : ''
      const count = howMany(input.input)
      const bytes = input.input.slice(0, count)
      input.input = input.input.slice(count)
      return bytes
    }
    default:
      return null
  }
}

/** A terminal's end of input is only for the reader of this moment; any other stays. */
function endOfInput(input: SessionRow): null {
  if (input.tty) delete input.inputEnded
  return null
}

/** Takes bytes out of a pipe. */
export function fromPipe(
  box: Box,
  number: number,
  howMany: (bytes: Bytes) => number,
): Bytes | null {
  const pipe = box.table.pipes[number]
  if (!pipe) return null
  if (pipe.bytes === '') return hasWriter(box, number) ? '' : null
  const count = howMany(pipe.bytes)
  const bytes = pipe.bytes.slice(0, count)
  pipe.bytes = pipe.bytes.slice(count)
  return bytes
}

/** Will nothing be added to what is there? */
function isEnding(box: Box, stream: Stream): boolean {
  if (stream.to === 'pipe') return !hasWriter(box, stream.pipe)
  if (stream.to === 'session') return box.table.sessions[stream.session]?.inputEnded === true
  return true
}

/** Is there something to read, or an end to be noticed? */
export function isReadable(box: Box, row: Row, number: number): boolean {
  const stream = row.streams[number]
  if (stream?.to === 'pipe') return isPipeReadable(box, stream.pipe)
  if (stream?.to !== 'session') return true
  const input = box.table.sessions[stream.session]
  return !input || input.input !== '' || input.inputEnded === true
}

export function isPipeReadable(box: Box, number: number): boolean {
  const pipe = box.table.pipes[number]
  return !pipe || pipe.bytes !== '' || !hasWriter(box, number)
}

/** Does a process still hold the end at which a pipe is filled? */
function hasWriter(box: Box, number: number): boolean {
  return box.live.some(({ streams }) =>
    Object.entries(streams).some(
      ([at, stream]) => at !== '0' && stream.to === 'pipe' && stream.pipe === number,
    ),
  )
}

function hasReader(box: Box, number: number): boolean {
  const reader = box.table.pipes[number]?.reader
  if (reader !== undefined) {
    const row = box.row(reader)
    if (row && row.code === undefined) return true
  }
  return box.live.some(({ streams }) => {
    const input = streams['0']
    return input?.to === 'pipe' && input.pipe === number
  })
}

/** Must a writer wait until somebody has read? */
export function isBlocked(box: Box, row: Row): boolean {
  return Object.entries(row.streams).some(([number, stream]) => {
    if (number === '0' || stream.to !== 'pipe') return false
    const pipe = box.table.pipes[stream.pipe]
    return pipe !== undefined && pipe.bytes.length > PIPE_BYTES && hasReader(box, stream.pipe)
  })
}

/** Writes; false when nobody reads. */
export function put(box: Box, row: Row, number: number, bytes: Bytes): boolean {
  const stream = row.streams[number]
  switch (stream?.to) {
    case undefined:
      return false
    case 'null':
      return true
    case 'log':
      toLog(box, bytes, stream.stderr === true)
      return true
    case 'pipe': {
      const pipe = box.table.pipes[stream.pipe]
      if (!pipe || !hasReader(box, stream.pipe)) return false
      pipe.bytes += bytes
      return true
    }
    case 'file':
      return !isRefused(box.files.write(stream.path, bytes, { append: true }))
    case 'session':
      toSession(box, stream.session, bytes, stream.stderr === true)
      return true
  }
}

/** The container's log, and whoever is attached to it. */
export function toLog(box: Box, bytes: Bytes, isStderr: boolean): void {
  box.log.write(box.machine.now, bytes, isStderr)
  for (const [session, { mode }] of Object.entries(box.table.sessions)) {
    if (mode === 'attach' && session !== OWN_INPUT) say(box, session, bytes, isStderr)
  }
}

function toSession(box: Box, session: string, bytes: Bytes, isStderr: boolean): void {
  const hook = box.table.hooks[session]
  if (!hook) return say(box, session, bytes, isStderr)
  hook.output = (hook.output + bytes).slice(0, HOOK_BYTES)
}
