import { canonical, equal, isRecord } from '../../../json.ts'

/**
 * What differs between two values, a line for each place: `- path: old` and `+ path: new`.
 * Upstream prints a diff of Go structs here whose form it promises to nobody; ours is shorter.
 */
export function specDiff(old: unknown, next: unknown): string {
  const lines: string[] = []
  collect(old, next, '', lines)
  return lines.join('\n')
}

function collect(old: unknown, next: unknown, path: string, lines: string[]): void {
  if (equal(old, next)) return
  if (Array.isArray(old) && Array.isArray(next) && old.length === next.length) {
    old.forEach((item, index) => collect(item, next[index], `${path}[${index}]`, lines))
  } else if (isRecord(old) && isRecord(next)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(next)])) {
      collect(old[key], next[key], path ? `${path}.${key}` : key, lines)
    }
  } else {
    if (old !== undefined) lines.push(`- ${path}: ${canonical(old)}`)
    if (next !== undefined) lines.push(`+ ${path}: ${canonical(next)}`)
  }
}
