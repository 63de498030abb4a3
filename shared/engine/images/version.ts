const NUMBERS = /^v?(\d+(?:\.\d+)*)/

/**
 * The version that a tag stands for: `1.14` is the newest 1.14 among the tags, and a tag without
 * numbers (`latest`, `alpine`) the newest of all.
 */
export function versionOf(tags: readonly string[], tag: string): string {
  const asked = NUMBERS.exec(tag)?.[1]
  let newest = asked ?? ''
  for (const other of tags) {
    const version = NUMBERS.exec(other)?.[1]
    if (version === undefined) continue
    if (asked !== undefined && !version.startsWith(`${asked}.`)) continue
    if (isNewer(version, newest)) newest = version
  }
  return newest
}

/** Is a version such as `1.27.3` newer than another? The longer one is, where they agree. */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => (text ? text.split('.').map(Number) : []))
  for (let at = 0; at < Math.max(left!.length, right!.length); at++) {
    const difference = (left![at] ?? -1) - (right![at] ?? -1)
    if (difference !== 0) return difference > 0
  }
  return false
}
