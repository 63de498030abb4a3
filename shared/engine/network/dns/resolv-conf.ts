/** What a resolver goes by. */
export interface ResolvConf {
  servers: readonly string[]
  searches: readonly string[]
  ndots: number
}

/** Source: resolv.conf(5), MAXNS. */
const MOST_SERVERS = 3
const MOST_DOTS = 15

/** Reads a resolv.conf: later `search` lines replace earlier ones, unknown lines are left out. */
export function parseResolvConf(text: string): ResolvConf {
  const servers: string[] = []
  let searches: string[] = []
  let ndots = 1
  for (const line of text.split('\n')) {
    const [word, ...rest] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/)
    if (word === 'nameserver' && rest[0]) servers.push(rest[0])
    else if (word === 'search' || word === 'domain') searches = rest
    else if (word === 'options') ndots = dotsIn(rest) ?? ndots
  }
  return { servers: servers.slice(0, MOST_SERVERS), searches, ndots }
}

/** What the options of a resolver say of dots; undefined where they say nothing. */
export function dotsIn(options: readonly string[]): number | undefined {
  const given = options.find((option) => option.startsWith('ndots:'))
  if (given === undefined) return undefined
  return Math.min(Number(given.slice('ndots:'.length)) || 0, MOST_DOTS)
}
