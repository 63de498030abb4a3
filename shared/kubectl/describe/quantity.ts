const SUFFIXES: readonly [string, number][] = [
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['m', 1e-3],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
]

/** The value of a quantity in thousandths, so that `100m` and `1` add up exactly. */
export function milli(quantity: string | number | undefined): number {
  if (quantity === undefined) return 0
  const text = String(quantity)
  const suffix = SUFFIXES.find(([name]) => text.endsWith(name))
  const digits = suffix ? text.slice(0, -suffix[0].length) : text
  return Math.round(Number(digits) * (suffix?.[1] ?? 1) * 1000)
}

/** A sum of CPU as Go prints it: `0`, `250m`, `2`. */
export function cpuText(thousandths: number): string {
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`
}

/** A sum of bytes as Go prints it, in the largest binary unit that is exact. */
export function bytesText(thousandths: number, isBinary = true): string {
  const bytes = Math.round(thousandths / 1000)
  const units = isBinary ? SUFFIXES.slice(0, 5) : SUFFIXES.slice(6)
  const fits = [...units].reverse().find(([, size]) => bytes !== 0 && bytes % size === 0)
  return fits ? `${bytes / fits[1]}${fits[0]}` : String(bytes)
}
