import type { Bytes } from '../bytes.ts'
import type { Process, Turn } from '../command.ts'
import { memory, out, tool, waitFor, warn } from './lib/tool.ts'

/** Packages by the command that people want of them. */
const BRINGS: Readonly<Record<string, Bytes>> = {
  curl: 'curl',
  wget: 'wget',
  git: 'git',
  bash: 'bash',
  jq: 'jq',
  dnsutils: 'dig',
  'bind9-dnsutils': 'dig',
  'bind-tools': 'dig',
  'bind-utils': 'dig',
  procps: 'ps',
  'procps-ng': 'ps',
  'iputils-ping': 'ping',
  iputils: 'ping',
  iproute2: 'ip',
  'net-tools': 'netstat',
  netcat: 'nc',
  'netcat-openbsd': 'nc',
  'redis-tools': 'redis-cli',
  stress: 'stress',
  'stress-ng': 'stress-ng',
  python3: 'python3',
  coreutils: 'ls',
  'ca-certificates': 'true',
}

type Names = readonly Bytes[]

/** What a package manager says at each step. */
interface Manager {
  update(process: Process): void
  install(process: Process, names: Names): void
  /** Why a package cannot be had. */
  refuse(process: Process, name: Bytes): number
  verbs: { update: Names; install: Names; ignored: Names }
}

const TOOK_MS = 4_000

/** A package whose command the image has already is there; others cannot come. */
function missing(process: Process, names: Names): Bytes | undefined {
  return names.find((name) => {
    const command = BRINGS[name.replace(/[=<>].*$/, '')]
    return command === undefined || process.which(command) === undefined
  })
}

function manage(process: Process, manager: Manager, operands: Names): Turn {
  const [verb = '', ...names] = operands.filter((word) => !word.startsWith('-'))
  const { update, install, ignored } = manager.verbs
  if (![...update, ...install, ...ignored].includes(verb)) {
    warn(process, `this simulator knows ${[...update, ...install].join(', ')}: ${verb}`)
    return { exit: 1 }
  }
  const until = memory(process, () => process.now + TOOK_MS)
  if (ignored.includes(verb)) return { exit: 0 }
  if (process.now < until) return waitFor({ until }, until)
  if (process.host.uid !== 0) {
    warn(process, 'Permission denied: are you root?')
    return { exit: 100 }
  }
  if (update.includes(verb)) {
    manager.update(process)
    return { exit: 0 }
  }
  const lost = missing(process, names)
  if (lost !== undefined) {
    const code = manager.refuse(process, lost)
    warn(
      process,
      `this simulator installs nothing: take an image that has ${BRINGS[lost] ?? lost}, such as nicolaka/netshoot or alpine/curl`,
    )
    return { exit: code }
  }
  manager.install(process, names)
  return { exit: 0 }
}

const APT: Manager = {
  verbs: { update: ['update'], install: ['install'], ignored: ['clean', 'autoremove', 'upgrade'] },
  update(process) {
    out(
      process,
      'Hit:1 http://deb.debian.org/debian bookworm InRelease\nReading package lists... Done\n',
    )
  },
  install(process, names) {
    out(process, 'Reading package lists... Done\nBuilding dependency tree... Done\n')
    for (const name of names) out(process, `${name} is already the newest version.\n`)
    out(process, '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n')
  },
  refuse(process, name) {
    process.write(`E: Unable to locate package ${name}\n`, 2)
    return 100
  },
}

const APK: Manager = {
  verbs: { update: ['update'], install: ['add'], ignored: ['upgrade', 'cache', 'del', 'fix'] },
  update(process) {
    out(
      process,
      'fetch https://dl-cdn.alpinelinux.org/alpine/v3.20/main/x86_64/APKINDEX.tar.gz\nOK: 24163 distinct packages available\n',
    )
  },
  install(process) {
    out(process, 'OK: 8 MiB in 14 packages\n')
  },
  refuse(process, name) {
    process.write(
      `ERROR: unable to select packages:\n  ${name} (no such package):\n    required by: world[${name}]\n`,
      2,
    )
    return 1
  },
}

const DNF: Manager = {
  verbs: {
    update: ['makecache', 'check-update'],
    install: ['install'],
    ignored: ['clean', 'update', 'upgrade'],
  },
  update(process) {
    out(process, 'Metadata cache created.\n')
  },
  install(process) {
    out(process, 'Dependencies resolved.\nNothing to do.\nComplete!\n')
  },
  refuse(process, name) {
    process.write(`No match for argument: ${name}\nError: Unable to find a match: ${name}\n`, 2)
    return 1
  },
}

const managerNamed = (name: string, manager: Manager) =>
  tool({
    name,
    about: 'Installs nothing: says that what is there is there, and names an image for the rest',
    run: (process, { operands }) => manage(process, manager, operands),
  })

export const apt = managerNamed('apt', APT)
export const aptGet = managerNamed('apt-get', APT)
export const apk = managerNamed('apk', APK)
export const dnf = managerNamed('dnf', DNF)
export const yum = managerNamed('yum', DNF)
export const microdnf = managerNamed('microdnf', DNF)
