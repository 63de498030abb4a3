const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean)

/** What every POSIX system has. */
const CORE = `
  cat ls head tail wc touch mkdir rm rmdir cp mv ln chmod chown stat readlink realpath basename
  dirname find du df mount dd truncate mktemp tee tar sha256sum md5sum base64 diff
  echo printf grep egrep fgrep sed awk cut tr sort uniq seq tac nl xargs yes expr test [ true
  false date env printenv id whoami uname hostname arch nproc which sleep timeout nohup kill ps
  stty tty sync time rev pkill pgrep pidof killall top free uptime clear groups chgrp nice setsid`

/** BusyBox: one program under many names. */
export const BUSYBOX: readonly string[] = words(`${CORE}
  sh ash busybox watch usleep nslookup wget nc ping telnet ip ifconfig route netstat vi
  fallocate`)

/** Alpine Linux: BusyBox, and its package manager. */
export const ALPINE: readonly string[] = [...BUSYBOX, 'apk', 'getent']

/** Debian and Ubuntu: GNU's tools, without network tools until they are installed. */
export const DEBIAN: readonly string[] = words(`${CORE}
  sh bash dash getent apt apt-get perl fallocate stdbuf watch`)

/** Fedora, CentOS and their like. */
export const FEDORA: readonly string[] = words(`${CORE}
  sh bash getent curl yum dnf microdnf fallocate stdbuf watch`)

/** Tools that look at DNS, as in the `dnsutils` image of the Kubernetes docs. */
export const DNS: readonly string[] = words('nslookup dig host')

/** Everything that looks at a network, as in `nicolaka/netshoot`; without its base. */
export const NETWORK: readonly string[] = words(`
  nslookup dig host getent curl wget nc ncat netcat ss netstat ip ifconfig ping telnet jq git
  redis-cli bash grpc_health_probe`)

/** `nicolaka/netshoot` as a whole. */
export const NETSHOOT: readonly string[] = [...new Set([...ALPINE, ...NETWORK])]
