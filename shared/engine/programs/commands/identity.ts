import type { Bytes } from '../bytes.ts'
import type { Process } from '../command.ts'
import { isRefused } from '../files.ts'
import { fail, isBusybox, out, tool } from './lib/tool.ts'

/** The names of a file such as `/etc/passwd` by their numbers. */
function namesOf(
  process: Process,
  file: Bytes,
): ReadonlyMap<string, { id: string; group: string }> {
  const bytes = process.files.read(file)
  const names = new Map<string, { id: string; group: string }>()
  if (isRefused(bytes)) return names
  for (const line of bytes.split('\n')) {
    const [name = '', , id = '', group = ''] = line.split(':')
    if (name) names.set(name, { id, group })
  }
  return names
}

const nameOf = (names: ReadonlyMap<string, { id: string }>, id: string): string | undefined =>
  [...names].find(([, one]) => one.id === id)?.[0]

export const id = tool({
  name: 'id',
  about: 'Print user and group: -u -g -G -n',
  options: 'u g G n r user=u group=g groups=G name=n',
  synopsis: '[-ugGnr] [USER]',
  run(process, options) {
    const users = namesOf(process, '/etc/passwd')
    const groups = namesOf(process, '/etc/group')
    const [wanted] = options.operands
    const found = wanted === undefined ? undefined : users.get(wanted)
    if (wanted !== undefined && !found)
      return fail(
        process,
        isBusybox(process) ? `unknown user ${wanted}` : `'${wanted}': no such user`,
      )
    const uid = found?.id ?? String(process.host.uid)
    const user =
      wanted ?? nameOf(users, uid) ?? (uid === String(process.host.uid) ? process.host.user : '')
    const gid = found?.group ?? users.get(user)?.group ?? (process.host.uid === 0 ? '0' : uid)
    const group = nameOf(groups, gid) ?? (gid === '0' ? 'root' : '')
    const name = options.has('n')
    if (options.has('u')) out(process, `${name ? user || uid : uid}\n`)
    else if (options.has('g') || options.has('G')) out(process, `${name ? group || gid : gid}\n`)
    else {
      const shown = (number: string, text: string) =>
        text === '' || text === number ? number : `${number}(${text})`
      out(process, `uid=${shown(uid, user)} gid=${shown(gid, group)} groups=${shown(gid, group)}\n`)
    }
    return { exit: 0 }
  },
})

export const whoami = tool({
  name: 'whoami',
  about: 'Print the name of the user',
  options: '',
  run(process) {
    const uid = String(process.host.uid)
    const name =
      nameOf(namesOf(process, '/etc/passwd'), uid) ??
      (process.host.user === uid ? undefined : process.host.user)
    if (!name)
      return fail(
        process,
        isBusybox(process) ? `unknown uid ${uid}` : `cannot find name for user ID ${uid}`,
      )
    out(process, `${name}\n`)
    return { exit: 0 }
  },
})

/** What every node of ours runs. */
const KERNEL = {
  sysname: 'Linux',
  release: '6.1.0-28-amd64',
  version: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1',
  machine: 'x86_64',
}

export const uname = tool({
  name: 'uname',
  about: 'Tell of the system: -a -s -n -r -v -m -o',
  options:
    'a s n r v m p i o all=a kernel-name=s nodename=n kernel-release=r machine=m operating-system=o',
  synopsis: '[-amnrspvio]',
  run(process, options) {
    const parts: [string, string][] = [
      ['s', KERNEL.sysname],
      ['n', process.host.name],
      ['r', KERNEL.release],
      ['v', KERNEL.version],
      ['m', KERNEL.machine],
      ['o', isBusybox(process) ? 'Linux' : 'GNU/Linux'],
    ]
    const any = parts.some(([letter]) => options.has(letter))
    const shown = parts.filter(
      ([letter]) => options.has('a') || options.has(letter) || (!any && letter === 's'),
    )
    out(process, `${shown.map(([, text]) => text).join(' ')}\n`)
    return { exit: 0 }
  },
})

export const arch = tool({
  name: 'arch',
  about: 'Print the kind of machine',
  options: '',
  run(process) {
    out(process, `${KERNEL.machine}\n`)
    return { exit: 0 }
  },
})

export const nproc = tool({
  name: 'nproc',
  about: 'Print the number of CPUs of the node',
  options: 'all ignore:',
  run(process) {
    out(process, `${process.host.cpus}\n`)
    return { exit: 0 }
  },
})

export const which = tool({
  name: 'which',
  about: 'Tell where commands are',
  options: 'a s',
  synopsis: '[-a] COMMAND...',
  run(process, { operands }) {
    let code = 0
    for (const name of operands) {
      const path = process.which(name)
      if (path === undefined) code = 1
      else out(process, `${path}\n`)
    }
    return { exit: operands.length === 0 ? 1 : code }
  },
})

export const groups = tool({
  name: 'groups',
  about: 'Print the groups of the user',
  options: '',
  run(process) {
    const uid = String(process.host.uid)
    out(
      process,
      `${nameOf(namesOf(process, '/etc/group'), process.host.uid === 0 ? '0' : uid) ?? uid}\n`,
    )
    return { exit: 0 }
  },
})
