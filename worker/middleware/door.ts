import { wall } from '../rooms/pacer.ts'
import { refuse } from './errors.ts'

const BLOCKED_MS = 60_000
/** So many addresses are remembered; a longer list would itself be a way to harm us. */
const MOST_ADDRESSES = 10_000

/** Addresses that guessed wrong too often, and until when they wait. */
const blocked = new Map<string, number>()

/** Where a request comes from. A whole school may share one address. */
export const addressOf = (request: Request) => request.headers.get('cf-connecting-ip') ?? 'local'

/**
 * Refuses an address that guessed too often. Who knows the code is never slowed down by others'
 * joins.
 */
export function checkGuesser(request: Request): void {
  const until = blocked.get(addressOf(request)) ?? 0
  if (until > wall.now()) {
    throw refuse(429, 'too-many-guesses', 'Too many wrong codes. Please wait a minute.')
  }
}

/** Counts a wrong guess. */
export async function countGuess(request: Request, limit: RateLimit): Promise<void> {
  const address = addressOf(request)
  const { success } = await limit.limit({ key: address })
  if (success) return
  if (blocked.size >= MOST_ADDRESSES) blocked.clear()
  blocked.set(address, wall.now() + BLOCKED_MS)
}
