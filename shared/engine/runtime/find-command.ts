import type { Bytes } from '../programs/bytes.ts'
import type { Command } from '../programs/command.ts'
import { isRefused, type Files } from '../programs/files.ts'
import type { ImageConfig } from '../programs/image-config.ts'
import { isBinary } from '../volumes/base.ts'
import { absolute } from './paths.ts'

/** A command and the arguments with which it runs: a script runs as its interpreter's argument. */
export interface Located {
  command: Command
  argv: readonly string[]
  /** Where it is found, such as `/bin/ls`. */
  path: string
}

interface Place {
  config: ImageConfig | undefined
  files: Files
  machine: { ports: { commands: ReadonlyMap<string, Command> } }
}

const BIN = /^\/(usr\/)?(local\/)?s?bin\/([^/]+)$/
/** An interpreter whose script names another one, and so on: Linux gives up as well. */
const MOST_INTERPRETERS = 4

/** Finds what a list of words starts. */
export function find(
  place: Place,
  argv: readonly string[],
  env: Readonly<Record<string, Bytes>>,
  cwd: string,
  depth = 0,
): Located | 'not found' | 'permission denied' {
  const name = argv[0] ?? ''
  if (name === '' || depth > MOST_INTERPRETERS) return 'not found'
  const command = builtIn(place, name)
  if (command) return { command, argv, path: pathOf(name) }
  const path = name.includes('/') ? absolute(name, cwd) : inPath(place.files, name, env['PATH'])
  if (path === undefined) return 'not found'
  const info = place.files.stat(path)
  if (isRefused(info))
    return info.problem === 'Permission denied' ? 'permission denied' : 'not found'
  if (info.type === 'directory' || (info.mode & 0o111) === 0) return 'permission denied'
  return script(place, path, argv, env, depth)
}

/** A command that the image has as a program of ours. */
function builtIn({ config, machine }: Place, name: string): Command | undefined {
  const bare = name.includes('/') ? (BIN.exec(name)?.[3] ?? wholePath(config, name)) : name
  if (bare === undefined) return undefined
  const own = config?.own?.find((command) => command.name === bare)
  if (own) return own
  return config?.commands.includes(bare) ? machine.ports.commands.get(bare) : undefined
}

/** Some images have their program at the root, such as `/pause`. */
function wholePath(config: ImageConfig | undefined, name: string): string | undefined {
  const bare = name.slice(name.lastIndexOf('/') + 1)
  const isNamed = config?.entrypoint[0] === name || config?.cmd[0] === name
  return isNamed || name === `/${bare}` ? bare : undefined
}

function pathOf(name: string): string {
  return name.includes('/') ? name : `/bin/${name}`
}

function inPath(files: Files, name: string, path: Bytes = ''): string | undefined {
  return path
    .split(':')
    .map((directory) => `${directory}/${name}`)
    .find((one) => !isRefused(files.stat(one)))
}

function script(
  place: Place,
  path: string,
  argv: readonly string[],
  env: Readonly<Record<string, Bytes>>,
  depth: number,
): Located | 'not found' | 'permission denied' {
  const text = place.files.read(path)
  if (isRefused(text)) return 'permission denied'
  if (isBinary(text)) return copied(place, path, argv)
  const [, interpreter = '/bin/sh', argument] = /^#! *(\S+)(?: +([^\n]+))?/.exec(text) ?? []
  const words = [interpreter, ...(argument ? [argument.trim()] : []), path, ...argv.slice(1)]
  const isEnv = interpreter.endsWith('/env') && argument !== undefined
  const all = isEnv ? [...argument.trim().split(/\s+/), path, ...argv.slice(1)] : words
  return find(place, all, env, '/', depth + 1)
}

/** A compiled command that was copied or linked under its own name. */
function copied(place: Place, path: string, argv: readonly string[]): Located | 'not found' {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const command = builtIn(place, name)
  return command ? { command, argv, path } : 'not found'
}
