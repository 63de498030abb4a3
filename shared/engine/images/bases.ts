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

type Base = Pick<ImageConfig, 'files' | 'shell'> & { commands: string }

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

/** Each with the names of its toolsets: see programs/commands/toolsets.ts. */
export const BASES: Readonly<Record<BaseName, Base>> = {
  scratch: { files: {}, commands: '' },
  distroless: { files: system('debian', 'Distroless', '12'), commands: '' },
  busybox: {
    files: { '/etc/passwd': PASSWD, '/etc/group': GROUP },
    commands: 'busybox',
    shell: 'ash',
  },
  alpine: { files: system('alpine', 'Alpine Linux', '3.20.3'), commands: 'alpine', shell: 'ash' },
  debian: {
    files: system('debian', 'Debian GNU/Linux', '12', 'bookworm'),
    commands: 'debian',
    shell: 'dash',
  },
  ubuntu: { files: system('ubuntu', 'Ubuntu', '24.04'), commands: 'debian', shell: 'dash' },
  centos: { files: system('centos', 'CentOS Linux', '8'), commands: 'redhat', shell: 'bash' },
  fedora: { files: system('fedora', 'Fedora Linux', '41'), commands: 'redhat', shell: 'bash' },
  ubi: {
    files: system('rhel', 'Red Hat Enterprise Linux', '9.4', 'Plow'),
    commands: 'redhat',
    shell: 'bash',
  },
}
