import { ALPINE, BUSYBOX, DEBIAN, FEDORA, NETSHOOT } from '../programs/commands/toolsets.ts'
import type { ImageConfig } from '../programs/image-config.ts'

/** What images are made from. */
export type BaseName =
  | 'scratch'
  | 'distroless'
  | 'busybox'
  | 'alpine'
  | 'debian'
  | 'ubuntu'
  | 'centos'
  | 'fedora'
  | 'ubi'

type Base = Pick<ImageConfig, 'files' | 'shell' | 'commands'>

/** Names and ids of `/etc/passwd`, which `id` and `whoami` read. */
const PASSWD = `root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
`
const GROUP = 'root:x:0:\ndaemon:x:1:\nnogroup:x:65534:\n'

/** `/etc/os-release`: what people read to learn where they are. */
function system(id: string, name: string, version: string, word = ''): Record<string, string> {
  const lines = [
    `PRETTY_NAME="${name}${version && ` ${version}`}${word && ` (${word})`}"`,
    `NAME="${name}"`,
    `VERSION_ID="${version}"`,
    `ID=${id}`,
  ]
  return {
    '/etc/os-release': `${lines.join('\n')}\n`,
    '/etc/passwd': PASSWD,
    '/etc/group': GROUP,
  }
}

/** Each with its tools. */
export const BASES: Readonly<Record<BaseName, Base>> = {
  scratch: { files: {}, commands: [] },
  distroless: { files: system('debian', 'Distroless', '12'), commands: [] },
  busybox: {
    files: { '/etc/passwd': PASSWD, '/etc/group': GROUP },
    commands: BUSYBOX,
    shell: 'ash',
  },
  alpine: { files: system('alpine', 'Alpine Linux', '3.20.3'), commands: ALPINE, shell: 'ash' },
  debian: {
    files: system('debian', 'Debian GNU/Linux', '12', 'bookworm'),
    commands: DEBIAN,
    shell: 'dash',
  },
  ubuntu: { files: system('ubuntu', 'Ubuntu', '24.04'), commands: DEBIAN, shell: 'dash' },
  centos: { files: system('centos', 'CentOS Linux', '8'), commands: FEDORA, shell: 'bash' },
  fedora: { files: system('fedora', 'Fedora Linux', '41'), commands: FEDORA, shell: 'bash' },
  ubi: {
    files: system('rhel', 'Red Hat Enterprise Linux', '9.4', 'Plow'),
    commands: FEDORA,
    shell: 'bash',
  },
}

/** Words that stand for several tools in the lists of images. */
export const TOOLSETS: Readonly<Record<string, readonly string[]>> = {
  dns: ['nslookup', 'dig', 'host'],
  network: NETSHOOT,
  python: ['python', 'python3', 'pip', 'pip3', 'curl', 'wget'],
  node: ['node', 'npm', 'curl', 'wget'],
  perl: ['perl', 'curl', 'wget', 'git'],
}
