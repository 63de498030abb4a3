const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean)

/** What every POSIX system has. */
const CORE = `
  cat ls head tail wc touch mkdir rm rmdir cp mv ln chmod chown stat readlink realpath basename
  dirname find du df mount dd truncate mktemp tee tar sha256sum md5sum base64 diff
  echo printf grep egrep fgrep sed awk cut tr sort uniq seq tac nl xargs yes expr test [ true
  false date env printenv id whoami uname hostname arch nproc which sleep timeout nohup kill ps
  stty tty sync time`

/** BusyBox: one program under many names. */
const BUSYBOX = `${CORE}
  sh ash busybox rev watch pkill pgrep top free uptime clear usleep nslookup wget nc ping telnet
  ip ifconfig netstat vi`

/** Debian and Ubuntu: GNU's tools, without network tools until they are installed. */
const DEBIAN = `${CORE} sh bash dash rev clear free uptime pkill pgrep top getent apt apt-get perl`

/** Fedora, CentOS and their like. */
const REDHAT = `${CORE} sh bash rev clear free uptime pkill pgrep top getent curl yum dnf microdnf`

/** Tools that look at DNS, as in the `dnsutils` image of the Kubernetes docs. */
const DNS = 'nslookup dig host'

/** Sets of commands by name: what a base brings, and what an image adds to it. */
const SETS: Readonly<Record<string, string>> = {
  busybox: BUSYBOX,
  alpine: `${BUSYBOX} apk getent`,
  debian: DEBIAN,
  redhat: REDHAT,
  curl: 'curl',
  dns: DNS,
  network: `${DNS} getent ncat netcat nc ss netstat ip ifconfig ping telnet wget jq git redis-cli`,
  python: 'python python3 pip pip3 curl wget git',
  node: 'node npm curl wget git',
  ruby: 'ruby curl wget git',
  perl: 'perl curl wget git',
}

/** Commands of a set by its name, such as `busybox`; undefined where there is no such set. */
export function toolset(name: string): readonly string[] | undefined {
  const text = Object.hasOwn(SETS, name) ? SETS[name] : undefined
  return text === undefined ? undefined : words(text)
}

/** Names of sets and of single commands as the names of all their commands, each once. */
export function expandToolsets(names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => toolset(name) ?? [name]))]
}
