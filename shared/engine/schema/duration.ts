const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** Whole milliseconds of a text such as `90s` or `1h30m`; undefined where it is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(ms|s|m|h))+$/.test(text)) return undefined
  let sum = 0
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h)/g)) {
    sum += Number(count) * (UNITS[unit ?? ''] ?? 0)
  }
  return sum
}
