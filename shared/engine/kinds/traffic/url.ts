/** The parts of a URL that a request needs. */
export interface Target {
  scheme: 'http' | 'https'
  host: string
  port: number
  path: string
}

const FORM = /^(https?):\/\/([a-z0-9.-]+)(?::(\d{1,5}))?(\/\S*)?$/i

/** Takes a URL apart; undefined where it is none, or no such as can be asked for. */
export function parseUrl(url: string): Target | undefined {
  const [, scheme, host, port, path = '/'] = FORM.exec(url) ?? []
  if (!scheme || !host) return undefined
  const isSafe = scheme.toLowerCase() === 'https'
  const number = port === undefined ? (isSafe ? 443 : 80) : Number(port)
  if (number < 1 || number > 65_535) return undefined
  return { scheme: isSafe ? 'https' : 'http', host: host.toLowerCase(), port: number, path }
}
