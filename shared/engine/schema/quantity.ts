/**
 * Amounts of resources: `100m`, `1.5Gi`, `2e3`. All arithmetic is exact, in billionths (10^-9, the
 * finest that the API keeps). Source: apimachinery pkg/api/resource quantity.go, suffix.go.
 */
export interface Quantity {
  /** The amount in billionths. */
  nano: bigint
  /** How it was written, and how its canonical form is: 1k, 1Ki or 1e3. */
  format: 'DecimalSI' | 'BinarySI' | 'DecimalExponent'
}

const NANO = 1_000_000_000n
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const FORM = /^([+-]?)(\d*)(?:\.(\d*))?((?:[eE][+-]?\d+)|[numkMGTPE]|[KMGTPE]i)?$/

/** Reads a quantity; undefined where it is none. What is finer than a billionth is rounded up. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = FORM.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', suffix = ''] = match
  if (whole === '' && fraction === '') return undefined
  const { base, exponent, format } = readSuffix(suffix)
  if (exponent > 1_000 || exponent < -1_000) return undefined
  const digits = BigInt(whole + fraction)
  const scale = base === 10 ? exponent - fraction.length : -fraction.length
  const scaled = base === 2 ? digits * 2n ** BigInt(exponent) : digits
  const nano = shift(scaled, scale + 9)
  return { nano: sign === '-' ? -nano : nano, format }
}

function readSuffix(suffix: string): {
  base: 2 | 10
  exponent: number
  format: Quantity['format']
} {
  const binary = BINARY.indexOf(suffix)
  if (suffix !== '' && binary > 0) return { base: 2, exponent: binary * 10, format: 'BinarySI' }
  const decimal = DECIMAL.indexOf(suffix)
  if (decimal >= 0) return { base: 10, exponent: (decimal - 3) * 3, format: 'DecimalSI' }
  return { base: 10, exponent: Number(suffix.slice(1)), format: 'DecimalExponent' }
}

/** A number times a power of ten, rounded up. */
function shift(value: bigint, power: number): bigint {
  if (power >= 0) return value * 10n ** BigInt(power)
  return divideUp(value, 10n ** BigInt(-power))
}

/** Divides away from zero. */
function divideUp(value: bigint, by: bigint): bigint {
  if (value < 0n) return -divideUp(-value, by)
  return (value + by - 1n) / by
}

/** The canonical text: no fraction, the largest suffix that loses nothing. `1024Mi` is `1Gi`. */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0'
  const small = nano > -1_024n * NANO && nano < 1_024n * NANO
  if (format === 'BinarySI' && !small && nano % NANO === 0n) return binaryText(nano / NANO)
  let mantissa = nano
  let exponent = -9
  const most = format === 'DecimalExponent' ? Infinity : 18
  while (mantissa % 1_000n === 0n && exponent < most) {
    mantissa /= 1_000n
    exponent += 3
  }
  if (format !== 'DecimalExponent') return `${mantissa}${DECIMAL[exponent / 3 + 3]}`
  return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`
}

function binaryText(value: bigint): string {
  let mantissa = value
  let step = 0
  while (mantissa % 1_024n === 0n && step < BINARY.length - 1) {
    mantissa /= 1_024n
    step += 1
  }
  return `${mantissa}${BINARY[step]}`
}

/** The canonical text of a quantity; undefined where the text is none. */
export function canonicalQuantity(text: string): string | undefined {
  const quantity = parseQuantity(text)
  return quantity && formatQuantity(quantity)
}

function must(text: string): Quantity {
  const quantity = parseQuantity(text)
  if (!quantity) throw new Error(`${JSON.stringify(text)} is no quantity`)
  return quantity
}

/** Negative when left is less, 0 when equal, positive when more. */
export function compareQuantities(left: string, right: string): number {
  const difference = must(left).nano - must(right).nano
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The sum, written as the left one is (as the right one where the left is zero). */
export function addQuantities(left: string, right: string): string {
  const a = must(left)
  const b = must(right)
  return formatQuantity({ nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format })
}

/** The difference, written as the left one is. */
export function subtractQuantities(left: string, right: string): string {
  const a = must(left)
  return formatQuantity({ nano: a.nano - must(right).nano, format: a.format })
}

/** Thousandths, rounded up: the scheduler's unit of CPU. */
export function milliValue(text: string): number {
  return Number(divideUp(must(text).nano, 1_000_000n))
}

/** Whole units, rounded up: bytes of memory, counts of pods. */
export function wholeValue(text: string): number {
  return Number(divideUp(must(text).nano, NANO))
}

/** The quantity rounded up to thousandths, as the API server stores resource lists. */
export function roundedToMilli(text: string): string {
  const { nano, format } = must(text)
  return formatQuantity({ nano: divideUp(nano, 1_000_000n) * 1_000_000n, format })
}
