/** The wall clock as the page shows it: it ticks twice a second while anything looks at it. */

const TICK_MS = 500
/** A device whose clock is this wrong is corrected by the server's Date header. */
const WORTH_CORRECTING_MS = 2_000

let wallMs = $state(Date.now())
let offsetMs = 0

if (typeof window !== 'undefined') setInterval(() => (wallMs = Date.now()), TICK_MS)

/** Now by the server's clock, in ms; reactive. */
export const serverNow = (): number => wallMs + offsetMs

/** Compares this device's clock with an answer of the server. */
export function compareClocks(date: string | null, receivedMs = Date.now()) {
  const serverMs = Date.parse(date ?? '')
  if (Number.isNaN(serverMs)) return
  const off = serverMs + 500 - receivedMs
  offsetMs = Math.abs(off) < WORTH_CORRECTING_MS ? 0 : off
}
