/**
 * Where a paged list goes on: after `start`, in the state that `rv` names. Opaque to clients.
 * Upstream keeps old states for five minutes. Here later pages show the newest state under the
 * first page's resourceVersion, so that a watch from there tells again whatever the pages mixed.
 */
export interface Place {
  rv: number
  start: string
}

/** Turns a place into a token that is safe in an address. */
export function continueToken({ rv, start }: Place): string {
  return encodeURIComponent(`v1:${rv}:${start}`).replaceAll('.', '%2E').replaceAll('%', '.')
}

/** Reads a token; undefined where it is none of ours. */
export function placeOf(token: string): Place | undefined {
  try {
    const text = decodeURIComponent(token.replaceAll('.', '%'))
    const match = /^v1:(\d{1,15}):(.+)$/s.exec(text)
    return match ? { rv: Number(match[1]), start: match[2] ?? '' } : undefined
  } catch {
    return undefined
  }
}
