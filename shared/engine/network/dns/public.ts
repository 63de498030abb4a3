/**
 * A small outside world: names that resolve, and addresses that answer. The addresses are from the
 * ranges that RFC 5737 sets aside for examples, so that nobody's machine is meant.
 */
const SITES: Readonly<Record<string, string>> = {
  'example.com': '203.0.113.10',
  'www.example.com': '203.0.113.10',
  'example.org': '203.0.113.11',
  'www.example.org': '203.0.113.11',
  'example.net': '203.0.113.12',
  'kubernetes.io': '203.0.113.20',
  'www.kubernetes.io': '203.0.113.20',
  'k8s.io': '203.0.113.21',
  'cncf.io': '203.0.113.22',
  'google.com': '203.0.113.30',
  'www.google.com': '203.0.113.30',
  'github.com': '203.0.113.31',
  'api.github.com': '203.0.113.32',
  'raw.githubusercontent.com': '203.0.113.33',
  'wikipedia.org': '203.0.113.34',
  'www.wikipedia.org': '203.0.113.34',
  'cloudflare.com': '203.0.113.35',
  'baidu.com': '203.0.113.36',
  'www.baidu.com': '203.0.113.36',
  'qq.com': '203.0.113.37',
  'docker.io': '203.0.113.40',
  'registry-1.docker.io': '203.0.113.40',
  'registry.k8s.io': '203.0.113.41',
  'quay.io': '203.0.113.42',
  'ghcr.io': '203.0.113.43',
  'pypi.org': '203.0.113.44',
  'deb.debian.org': '203.0.113.46',
  'dl-cdn.alpinelinux.org': '203.0.113.47',
}

/** Name servers out there that everybody knows. */
const RESOLVERS = ['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4', '9.9.9.9', '114.114.114.114']

const ADDRESSES = new Set([...Object.values(SITES), ...RESOLVERS])

/** The address of a public name. */
export function publicAddress(name: string): string | undefined {
  return Object.hasOwn(SITES, name) ? SITES[name] : undefined
}

/** Is there a machine out there with this address? */
export function isPublic(address: string): boolean {
  return ADDRESSES.has(address)
}

/** Is it a name server out there? */
export function isResolver(address: string): boolean {
  return RESOLVERS.includes(address)
}
