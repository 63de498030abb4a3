import { toBytes } from '../programs/bytes.ts'
import type { ImageConfig } from '../programs/image-config.ts'
import { directory, file, link, type DeviceName, type Entry, BUILT_AT } from './entry.ts'
import { treePath } from './path.ts'
import { Tree, treeOf } from './tree.ts'

/**
 * Where commands are found. All of them stand in `/bin`; the other places of a usual PATH lead
 * there.
 */
export const COMMAND_PLACES = [
  '/bin',
  '/sbin',
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
]

/** What the file of a command begins with: a program that is compiled, not a script. */
export const BINARY = '\u007fELF'

/** Does a file's content belong to a compiled command? */
export function isBinary(bytes: string): boolean {
  return bytes.startsWith(BINARY)
}

const DIRECTORIES: Readonly<Record<string, number>> = {
  bin: 0o755,
  dev: 0o755,
  etc: 0o755,
  home: 0o755,
  lib: 0o755,
  mnt: 0o755,
  opt: 0o755,
  root: 0o700,
  run: 0o755,
  srv: 0o755,
  tmp: 0o1777,
  usr: 0o755,
  'usr/local': 0o755,
  'usr/share': 0o755,
  var: 0o755,
  'var/cache': 0o755,
  'var/lib': 0o755,
  'var/log': 0o755,
  'var/tmp': 0o1777,
}

const LINKS: Readonly<Record<string, string>> = {
  sbin: 'bin',
  'usr/bin': '../bin',
  'usr/sbin': '../bin',
  'usr/local/bin': '../../bin',
  'usr/local/sbin': '../../bin',
  'var/run': '../run',
  'dev/fd': '/proc/self/fd',
  'dev/stdin': '/proc/self/fd/0',
  'dev/stdout': '/proc/self/fd/1',
  'dev/stderr': '/proc/self/fd/2',
}

const DEVICES: Readonly<Record<string, DeviceName>> = {
  'dev/null': 'null',
  'dev/zero': 'zero',
  'dev/full': 'full',
  'dev/random': 'random',
  'dev/urandom': 'random',
  'dev/tty': 'tty',
}

/** Of an image that nobody knows any more there is nothing but what every container has. */
const UNKNOWN: ImageConfig = {
  entrypoint: [],
  cmd: [],
  env: {},
  workdir: '/',
  user: { name: 'root', uid: 0 },
  files: {},
  commands: [],
}

// An image's configuration is data that never changes: its tree is made once.
const trees = new WeakMap<ImageConfig, Tree>()

/** The files that an image brings, with those that every container has. */
export function imageTree(config: ImageConfig = UNKNOWN): Tree {
  let tree = trees.get(config)
  if (!tree) trees.set(config, (tree = treeOf(entriesOf(config))))
  return tree
}

function entriesOf(config: ImageConfig): Record<string, Entry> {
  const entries: Record<string, Entry> = { '': directory() }
  for (const [path, mode] of Object.entries(DIRECTORIES)) entries[path] = directory(mode)
  for (const [path, target] of Object.entries(LINKS)) entries[path] = link(target)
  for (const [path, device] of Object.entries(DEVICES)) {
    entries[path] = { type: 'device', device, mode: 0o666, at: BUILT_AT }
  }
  for (const [path, text] of Object.entries(accounts(config))) entries[path] = file(toBytes(text))
  for (const name of config.commands) entries[`bin/${name}`] = file(`${BINARY} ${name}\n`, 0o755)
  for (const { name } of config.own ?? [])
    entries[`bin/${name}`] = file(`${BINARY} ${name}\n`, 0o755)
  if (config.shell) entries['bin/sh'] ??= file(`${BINARY} sh\n`, 0o755)
  for (const [path, text] of Object.entries(config.files)) {
    const bytes = toBytes(text)
    entries[inPlace(path)] = file(bytes, bytes.startsWith('#!') ? 0o755 : 0o644)
  }
  const home = inPlace(config.workdir)
  if (home !== '') entries[home] ??= directory()
  return entries
}

/** Where a file really stands: behind the links between places of commands. */
function inPlace(path: string): string {
  const place = COMMAND_PLACES.slice(1).find((home) => path.startsWith(`${home}/`))
  return treePath(place ? `/bin${path.slice(place.length)}` : path)
}

function accounts({ user, shell }: ImageConfig): Record<string, string> {
  const login = shell === 'bash' ? '/bin/bash' : '/bin/sh'
  const own =
    user.uid === 0 ? '' : `${user.name}:x:${user.uid}:${user.uid}::/home/${user.name}:${login}\n`
  const group = user.uid === 0 ? '' : `${user.name}:x:${user.uid}:\n`
  const isAlpine = shell === 'ash'
  return {
    'etc/passwd':
      `root:x:0:0:root:/root:${login}\n` +
      `nobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n${own}`,
    'etc/group': `root:x:0:\nnogroup:x:65534:\n${group}`,
    'etc/os-release': isAlpine
      ? 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.21.0\nPRETTY_NAME="Alpine Linux v3.21"\n'
      : 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\n' +
        'VERSION_ID="12"\nID=debian\n',
    'etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
  }
}
