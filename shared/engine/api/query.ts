/** The parameters of a request. Source: net/url ParseQuery, apimachinery conversion.go. */
export class Query {
  #pairs: [string, string][] = []

  /** `raw` comes without `?`; pairs that cannot be decoded are left out, as Go does. */
  constructor(raw = '') {
    for (const pair of raw.split('&')) {
      const split = pair.indexOf('=')
      const name = decoded(split < 0 ? pair : pair.slice(0, split))
      const value = decoded(split < 0 ? '' : pair.slice(split + 1))
      if (name && value !== undefined) this.#pairs.push([name, value])
    }
  }

  /** The first value; undefined when the parameter is not there. */
  get(name: string): string | undefined {
    return this.#pairs.find(([given]) => given === name)?.[1]
  }

  all(name: string): string[] {
    return this.#pairs.filter(([given]) => given === name).map(([, value]) => value)
  }

  /** True when it is there with any value but `0` and `false`. */
  flag(name: string): boolean {
    const value = this.get(name)
    return value !== undefined && value !== '0' && value.toLowerCase() !== 'false'
  }

  /** A whole number; undefined when absent or empty, a sentence in Go's words when it is none. */
  whole(name: string): number | undefined | { problem: string } {
    const value = this.get(name)
    if (value === undefined || value === '') return undefined
    if (/^[+-]?\d{1,15}$/.test(value)) return Number(value)
    const why = /^[+-]?\d+$/.test(value) ? 'value out of range' : 'invalid syntax'
    return { problem: `strconv.ParseInt: parsing ${JSON.stringify(value)}: ${why}` }
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
