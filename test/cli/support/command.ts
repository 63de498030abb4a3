import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../../scripts/lib/paths.mjs'
import { ours } from '../../../scripts/lib/processes.mjs'

/** A command of scripts/ that runs: what it printed so far, and its end. */
export type Running = {
  child: ChildProcess
  /** Waits for output that fits; throws with all output when the command ends before that. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  output(): string
  /** Exit code, or null after a signal. */
  ended: Promise<number | null>
}

/** Starts `scripts/NAME.mjs` as npm would, without input. */
export function start(name: string, args: string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', `${name}.mjs`), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk
      for (const listener of listeners) listener()
    })
  // 'exit', not 'close': orphans may hold the pipes open, and that they do not is what we test.
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((done, fail) => {
      const look = () => {
        const match = pattern.exec(text)
        if (match) done(match)
      }
      listeners.add(look)
      look()
      void ended.then(() => setTimeout(() => fail(new Error(`it said only:\n${text}`)), 200))
    })
  return { child, says, output: () => text, ended }
}

/** A folder for one test, with its own way out. */
export function scratch(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'flotilla-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Processes of this checkout's servers that work on the given folder, and their whole groups. */
export function serversOf(folder: string): number[] {
  const all = ours(ROOT)
  const groups = new Set(all.filter((p) => p.command.includes(folder)).map((p) => p.group))
  return all.filter((p) => groups.has(p.group) && isServer(p.command)).map((p) => p.pid)
}

const isServer = (command: string) =>
  command.includes('workerd serve') || command.includes('serve.mjs')

/** Looks again until it holds, for at most ten seconds. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return true
    await new Promise((done) => setTimeout(done, 100))
  }
  return false
}
