import type { Assignment, Command, Word } from 'unbash'
import type { Bytes } from '../bytes.ts'
import type { Stream } from '../command.ts'
import { builtins, type Builtin } from './builtins/index.ts'
import type { Shell } from './core.ts'
import type { Expander } from './expand.ts'
import { Failure } from './failure.ts'
import type { Instruction } from './instruction.ts'
import { asOwner } from './owner.ts'
import { streamsOf } from './redirect.ts'
import { put } from './put.ts'
import { spawnFailed } from './spawn.ts'
import { exported } from './variables.ts'

interface Ready {
  words: Bytes[]
  assignments: { name: string; value: Bytes | Bytes[] }[]
  streams: Record<string, Stream | null>
}

/** Runs one simple command. */
export function runSimple(shell: Shell, instruction: Instruction & { op: 'run' }): void {
  const expander = shell.expander()
  const ready = prepare(shell, expander, instruction.command)
  const { words, assignments } = ready
  const { state } = shell
  if (words.length === 0) {
    state.status = state.substitutionStatus ?? 0
    for (const { name, value } of assignments) put(shell, name, value)
    return
  }
  const name = words[0] ?? ''
  if (state.options.includes('x')) trace(shell, ready)
  const routine = Object.hasOwn(state.functions, name) ? state.functions[name] : undefined
  if (routine) return call(shell, ready, routine, instruction)
  const builtin = builtinOf(shell, name)
  if (builtin) return runBuiltin(shell, ready, builtin)
  runExternal(shell, ready, words)
}

/** A builtin that this dialect has. */
export function builtinOf({ state }: Shell, name: string): Builtin | undefined {
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined
  return builtin && (!builtin.only || builtin.only.includes(state.dialect)) ? builtin : undefined
}

function prepare(shell: Shell, expander: Expander, command: Command): Ready {
  const assignments: Ready['assignments'] = []
  const { prefix, suffix, name } = command
  const words = name ? expander.words([name]) : []
  for (const node of suffix) {
    if (node.type === 'Word') words.push(...expander.words([node as Word]))
    else if (node.type === 'Assignment') {
      words.push(...argument(shell, expander, node, assignments))
    }
  }
  for (const node of prefix) {
    if (node.type !== 'Assignment') continue
    const one = { name: nameOf(expander, node), value: valueOf(shell, expander, node) }
    assignments.push(one)
    // Without a command each is seen by the next one: `a=1 b=$a`.
    if (words.length === 0) expander.set(one.name, one.value)
  }
  const streams = streamsOf(shell, expander, command.redirects)
  for (const one of assignments) expander.unset(one.name)
  expander.commit()
  return { words, assignments, streams }
}

function nameOf(expander: Expander, { name, index }: Assignment): string {
  return index ? `${name}[${expander.text(index)}]` : name
}

function valueOf(shell: Shell, expander: Expander, node: Assignment): Bytes | Bytes[] {
  const { value, append, name } = node
  if (value.type === 'ArrayValue') {
    if (shell.state.dialect !== 'bash') throw new Failure('syntax error: unexpected "("', 2, true)
    const list = expander.words(value.elements)
    return append ? [...expander.list(name), ...list] : list
  }
  const text = expander.text(value)
  return append ? (expander.get(name) ?? '') + text : text
}

function argument(
  shell: Shell,
  expander: Expander,
  node: Assignment,
  assignments: Ready['assignments'],
): Bytes[] {
  const value = valueOf(shell, expander, node)
  const name = nameOf(expander, node)
  if (Array.isArray(value)) {
    assignments.push({ name, value })
    return [name]
  }
  return [`${name}=${value}`]
}

function trace({ process }: Shell, { words, assignments }: Ready): void {
  const set = assignments.map(({ name, value }) => `${name}=${String(value)} `).join('')
  const shown = words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quoted(word)))
  process.writeTo(2, `+ ${set}${shown.join(' ')}\n`)
}

function quoted(word: Bytes): Bytes {
  return `'${word.replaceAll("'", "'\\''")}'`
}

function call(
  shell: Shell,
  { words, assignments, streams }: Ready,
  routine: { text: number; from: number; to: number },
  { guarded }: Instruction,
): void {
  const { state } = shell
  for (const { name, value } of assignments) put(shell, name, value)
  const saved = shell.redirect(streams)
  const isGuarded = guarded || shell.frame?.guarded
  shell.push({
    is: 'function',
    text: routine.text,
    pc: routine.from,
    end: routine.to,
    blocks: [{ is: 'streams', saved }],
    params: state.params,
    ...(isGuarded ? { guarded: true as const } : {}),
  })
  state.params = words.slice(1)
}

function runBuiltin(shell: Shell, { words, assignments, streams }: Ready, builtin: Builtin): void {
  const { state } = shell
  const [name = ''] = words
  // `exec` without a command keeps its redirections.
  if (name === 'exec' && words.length === 1) {
    shell.restore(streams)
    state.status = 0
    return
  }
  const before = builtin.special
    ? []
    : assignments.map(({ name }) => [name, state.variables[name]] as const)
  for (const { name, value } of assignments) put(shell, name, value)
  const frames = state.frames.length
  const saved = shell.redirect(streams)
  let keeps = false
  try {
    const status = builtin.run(shell, words.slice(1), name)
    if (typeof status === 'number') state.status = status
    // What began a text of its own runs it with these streams.
    keeps = state.frames.length > frames && Object.keys(saved).length > 0
    if (keeps) shell.frame?.blocks.unshift({ is: 'streams', saved })
  } finally {
    if (!keeps) shell.restore(saved)
    for (const [name, variable] of before) {
      if (variable) state.variables[name] = variable
      else delete state.variables[name]
    }
  }
}

/** Starts a program and waits for it, or becomes it when nothing is left to do. */
export function runExternal(
  shell: Shell,
  { assignments, streams }: Pick<Ready, 'assignments' | 'streams'>,
  words: Bytes[],
): void {
  const { state, process } = shell
  const env = exported(state)
  for (const { name, value } of assignments) if (!Array.isArray(value)) env[name] = value
  const isThere = process.which(words[0] ?? '') !== undefined
  if (isThere && isLast(shell)) {
    shell.restore(streams)
    shell.become = { argv: words, env }
    return
  }
  const given = Object.fromEntries(
    Object.entries(streams).map(([number, stream]) => [
      number,
      stream ?? ({ to: 'null' } as const),
    ]),
  )
  const pid = process.spawn({ argv: words, env, streams: given })
  if (typeof pid === 'number') state.awaits = { for: 'command', pid }
  else {
    // The complaint goes where the command's own would have gone.
    const saved = shell.redirect(streams)
    state.status = spawnFailed(shell, words[0] ?? '', pid)
    shell.restore(saved)
  }
}

/** Is this the last command of a shell that was started for it? */
function isLast(shell: Shell): boolean {
  const { state } = shell
  const [frame, ...others] = state.frames
  if (!frame || others.length > 0 || state.reads || state.leaving !== undefined) return false
  if (frame.blocks.length > 0 || Object.keys(state.traps).length > 0 || state.jobs.length > 0) {
    return false
  }
  return frame.pc >= (frame.end ?? shell.program(frame).code.length)
}

asOwner.builtin = builtinOf
asOwner.external = (shell, words) => runExternal(shell, { assignments: [], streams: {} }, words)
