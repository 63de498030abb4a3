/**
 * Addresses that services get: 10.96.0.0/12, as kubeadm sets it up. Automatic ones come from above
 * the first 256, which are left to people who choose one. Upstream: service ipallocator.
 */
export const SERVICE_RANGE = '10.96.0.0/12'

const FIRST = ((10 << 24) | (96 << 16)) >>> 0
const COUNT = 2 ** 20
const CHOSEN_BY_PEOPLE = 256

/** How many addresses are given out automatically; the last one is the broadcast address. */
export const AUTOMATIC = COUNT - CHOSEN_BY_PEOPLE - 1

/** The n-th automatic address. */
export function automaticAddress(index: number): string {
  return text(FIRST + CHOSEN_BY_PEOPLE + (index % AUTOMATIC))
}

/** Does an IPv4 address lie in the services' range? Its first and last addresses do not count. */
export function isServiceAddress(address: string): boolean {
  const parts = address.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part < 256))) return false
  const value = parts.reduce((sum, part) => sum * 256 + part, 0)
  return value > FIRST && value < FIRST + COUNT - 1
}

function text(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')
}
