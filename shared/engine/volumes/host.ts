import type { Json } from '../json.ts'
import type { Node } from '../kinds/node/schema.ts'
import type { HostPathVolumeSource } from '../kinds/pod/schema.ts'
import { toBytes } from '../programs/bytes.ts'
import type { View } from '../store/view.ts'
import { BUILT_AT, directory, file, link, type DeviceName, type Entry } from './entry.ts'
import { splitPath, treePath } from './path.ts'
import { Tree, treeOf, type StoredTree } from './tree.ts'

/** The note of a Node that holds what pods wrote to its disk. */
export const HOST_NOTE = 'host'

const DIRECTORIES = `bin boot dev etc etc/kubernetes etc/kubernetes/manifests etc/ssl/certs home lib
  media mnt opt proc root run run/containerd sbin srv sys usr/bin usr/lib usr/local usr/share
  var/cache var/lib var/lib/containerd var/lib/kubelet var/lib/kubelet/pods var/log
  var/log/containers var/log/pods var/spool opt/local-path-provisioner`

const DEVICES: Readonly<Record<string, DeviceName>> = {
  'dev/null': 'null',
  'dev/zero': 'zero',
  'dev/random': 'random',
  'dev/urandom': 'random',
  'dev/tty': 'tty',
  'dev/sda': 'block',
  'run/containerd/containerd.sock': 'socket',
}

// Nodes are frozen: what a machine brought with it holds for as long as its object does.
const fresh = new WeakMap<Node, Tree>()

function machineTree(node: Node): Tree {
  let tree = fresh.get(node)
  if (!tree) fresh.set(node, (tree = treeOf(entriesOf(node))))
  return tree
}

function entriesOf({ metadata, status }: Node): Record<string, Entry> {
  const { osImage = '', machineID = '' } = status.nodeInfo ?? {}
  const entries: Record<string, Entry> = {
    '': directory(),
    tmp: directory(0o1777),
    'var/tmp': directory(0o1777),
    'var/run': link('/run'),
    'etc/hostname': file(`${metadata.name}\n`),
    'etc/machine-id': file(`${machineID}\n`, 0o444),
    'etc/hosts': file(`127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n`),
    'etc/os-release': file(
      toBytes(`PRETTY_NAME="${osImage}"\nNAME="Debian GNU/Linux"\nID=debian\n`),
    ),
  }
  for (const path of DIRECTORIES.trim().split(/\s+/)) entries[path] = directory()
  for (const [path, device] of Object.entries(DEVICES)) {
    entries[path] = { type: 'device', device, mode: 0o666, at: BUILT_AT }
  }
  return entries
}

/** The disk of a node, with what pods wrote to it. */
export function hostTree(node: Node, view: View): Tree {
  const noted = view.noteOf<Json>(node, HOST_NOTE) as unknown as StoredTree | undefined
  return new Tree(machineTree(node), noted)
}

/** Where a path of the node leads when links are followed, as far as it exists. */
export function hostPart(tree: Tree, path: string): string {
  const normal = treePath(path)
  const names = normal.split('/')
  for (let count = 1; count <= names.length; count += 1) {
    const entry = tree.get(names.slice(0, count).join('/'))
    if (entry?.type !== 'link') continue
    return treePath([entry.target, ...names.slice(count)].join('/'))
  }
  return normal
}

/**
 * Why a path of the node is not what a volume says it is; undefined when it is, or when it will be
 * made. Source: pkg/volume/hostpath checkTypeInternal (v1.32).
 */
export function hostPathProblem(
  { path, type = '' }: HostPathVolumeSource,
  tree: Tree,
): string | undefined {
  const part = hostPart(tree, path)
  const entry = tree.get(part)
  const failed = (what: string): string => `hostPath type check failed: ${path} is not ${what}`
  switch (type) {
    case 'Directory':
      return entry?.type === 'directory' ? undefined : failed('a directory')
    case 'DirectoryOrCreate':
      return !entry || entry.type === 'directory' ? undefined : failed('a directory')
    case 'File':
      return entry?.type === 'file' ? undefined : failed('a file')
    case 'FileOrCreate':
      if (!entry) return tree.get(splitPath(part).home) ? undefined : failed('a file')
      return entry.type === 'file' ? undefined : failed('a file')
    case 'Socket':
      return isDevice(entry, ['socket']) ? undefined : failed('a socket file')
    case 'CharDevice':
      return isDevice(entry, ['null', 'zero', 'random', 'tty'])
        ? undefined
        : failed('a character device')
    case 'BlockDevice':
      return isDevice(entry, ['block']) ? undefined : failed('a block device')
    default:
      return undefined
  }
}

function isDevice(entry: Entry | undefined, names: readonly DeviceName[]): boolean {
  return entry?.type === 'device' && names.includes(entry.device)
}

/** Makes what a volume asks for and is not there; directories lead to it. */
export function makeHostPath(
  { path, type = '' }: HostPathVolumeSource,
  tree: Tree,
  at: number,
): void {
  const part = hostPart(tree, path)
  if (tree.get(part)) return
  if (type === 'FileOrCreate') {
    tree.put(part, file('', 0o644, at))
    return
  }
  const names = part.split('/')
  for (let count = 1; count <= names.length; count += 1) {
    const home = names.slice(0, count).join('/')
    if (!tree.get(home)) tree.put(home, directory(0o755, at))
  }
}
