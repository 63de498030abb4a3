/**
 * What names, labels, keys and ports may look like. Each function answers the complaints about a
 * text, none when it is fine. Source: apimachinery pkg/util/validation (v0.32).
 */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`)
const labelForm = whole(LABEL)
const subdomainForm = whole(SUBDOMAIN)
const qualifiedForm = whole(QUALIFIED)

/** The sentence about a pattern, with examples. */
function pattern(rule: string, form: string, ...examples: string[]): string {
  if (examples.length === 0) return `${rule} (regex used for validation is '${form}')`
  const shown = examples.map((example) => `'${example}', `).join(' or ')
  return `${rule} (e.g. ${shown}regex used for validation is '${form}')`
}

const tooLong = (max: number): string => `must be no more than ${max} characters`

/** `must be between 1 and 65535, inclusive`. */
export function rangeWords(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`
}

/** A DNS label: names of namespaces and containers. */
export function dnsLabel(text: string): string[] {
  const errors = text.length > 63 ? [tooLong(63)] : []
  if (labelForm.test(text)) return errors
  if (subdomainForm.test(text)) return [...errors, 'must not contain dots']
  const rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', " +
    'and must start and end with an alphanumeric character'
  return [...errors, pattern(rule, LABEL, 'my-name', '123-abc')]
}

/** A DNS subdomain: names of most objects. */
export function dnsSubdomain(text: string): string[] {
  const errors = text.length > 253 ? [tooLong(253)] : []
  if (subdomainForm.test(text)) return errors
  const rule =
    'a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, ' +
    "'-' or '.', and must start and end with an alphanumeric character"
  return [...errors, pattern(rule, SUBDOMAIN, 'example.com')]
}

/** A DNS label that starts with a letter: names of services. */
export function dns1035Label(text: string): string[] {
  const form = '[a-z]([-a-z0-9]*[a-z0-9])?'
  const errors = text.length > 63 ? [tooLong(63)] : []
  if (whole(form).test(text)) return errors
  const rule =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', " +
    'start with an alphabetic character, and end with an alphanumeric character'
  return [...errors, pattern(rule, form, 'my-name', 'abc-123')]
}

/** A name with an optional domain in front: keys of labels, finalizers. */
export function qualifiedName(text: string): string[] {
  const rule =
    "must consist of alphanumeric characters, '-', '_' or '.', " +
    'and must start and end with an alphanumeric character'
  const sentence = pattern(rule, QUALIFIED, 'MyName', 'my.name', '123-abc')
  const parts = text.split('/')
  if (parts.length > 2) {
    const domain = " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
    return [`a qualified name ${sentence}${domain}`]
  }
  const name = parts.at(-1) ?? ''
  const errors = parts.length === 2 ? prefixErrors(parts[0] ?? '') : []
  if (name === '') errors.push('name part must be non-empty')
  else if (name.length > 63) errors.push(`name part ${tooLong(63)}`)
  if (!qualifiedForm.test(name)) errors.push(`name part ${sentence}`)
  return errors
}

function prefixErrors(prefix: string): string[] {
  if (prefix === '') return ['prefix part must be non-empty']
  return dnsSubdomain(prefix).map((error) => `prefix part ${error}`)
}

/** The value of a label. */
export function labelValue(text: string): string[] {
  const errors = text.length > 63 ? [tooLong(63)] : []
  if (text === '' || qualifiedForm.test(text)) return errors
  const rule =
    'a valid label must be an empty string or consist of alphanumeric characters, ' +
    "'-', '_' or '.', and must start and end with an alphanumeric character"
  return [...errors, pattern(rule, `(${QUALIFIED})?`, 'MyValue', 'my_value', '12345')]
}

/** A port's number. */
export function portNumber(port: number): string[] {
  return port >= 1 && port <= 65_535 ? [] : [rangeWords(1, 65_535)]
}

/** A port's name. */
export function portName(text: string): string[] {
  const errors = text.length > 15 ? [tooLong(15)] : []
  if (!/^[-a-z0-9]+$/.test(text)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  }
  if (!/[a-z]/.test(text)) errors.push('must contain at least one letter (a-z)')
  if (text.includes('--')) errors.push('must not contain consecutive hyphens')
  if (text.startsWith('-') || text.endsWith('-')) {
    errors.push('must not begin or end with a hyphen')
  }
  return errors
}

/** A name of an environment variable; since 1.32 any printable ASCII but `=`. */
export function envName(text: string): string[] {
  if (text === '') return ['environment variable name must be non-empty']
  if (/^[\x20-\x3c\x3e-\x7e]+$/.test(text)) return []
  return [
    'a valid environment variable name must consist only of printable ASCII characters ' +
      "other than '='",
  ]
}

/** A key of a ConfigMap or Secret. */
export function configKey(text: string): string[] {
  const errors = text.length > 253 ? [tooLong(253)] : []
  const form = '[-._a-zA-Z0-9]+'
  if (!whole(form).test(text)) {
    const rule = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
    errors.push(pattern(rule, form, 'key.name', 'KEY_NAME', 'key-name'))
  }
  if (text === '.') errors.push("must not be '.'")
  else if (text === '..') errors.push("must not be '..'")
  else if (text.startsWith('..')) errors.push("must not start with '..'")
  return errors
}

/** The name of an HTTP header. */
export function httpHeaderName(text: string): string[] {
  const form = '[-A-Za-z0-9]+'
  if (whole(form).test(text)) return []
  const rule = "a valid HTTP header must consist of alphanumeric characters or '-'"
  return [pattern(rule, form, 'X-Header-Name')]
}

/** `25%`. */
export function percent(text: string): string[] {
  const form = '[0-9]+%'
  if (whole(form).test(text)) return []
  const rule = "a valid percent string must be a numeric string followed by an ending '%'"
  return [pattern(rule, form, '1%', '93%')]
}

/** Is the text an IPv4 or IPv6 address? */
export function isIp(text: string): boolean {
  return isIpv4(text) || isIpv6(text)
}

/** Is the text four numbers up to 255 with dots between? */
export function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)
}

function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2 || !text.includes(':')) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const tail = groups.at(-1) ?? ''
  const count = groups.length + (isIpv4(tail) ? 1 : 0)
  const plain = isIpv4(tail) ? groups.slice(0, -1) : groups
  if (!plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false
  return halves.length === 2 ? count < 8 : count === 8
}
