import { jwtVerify, SignJWT } from 'jose'
import * as v from 'valibot'
import { wall } from './rooms/pacer.ts'

/** A signed right. It names a seat of a class, or one cluster, or both; never more. */
const Right = v.object({
  /** Class; '' for a stand-alone cluster. */
  cls: v.string(),
  /** Seat in the class; 0 for a stand-alone cluster's owner. */
  seat: v.pipe(v.number(), v.integer()),
  role: v.picklist(['teacher', 'student']),
  /** When it is good for one cluster only. */
  cluster: v.optional(v.string()),
})
export type Right = v.InferOutput<typeof Right>

const DAY_S = 24 * 60 * 60
/** A class is over before its seats run out; a stand-alone cluster's right lasts. */
const SEAT_DAYS = 180
const STANDALONE_DAYS = 3_650

const keyOf = (secret: string) => new TextEncoder().encode(secret)

/** Signs a right with HS256. */
export async function sign(right: Right, secret: string): Promise<string> {
  const days = right.cls === '' ? STANDALONE_DAYS : SEAT_DAYS
  return new SignJWT({ ...right })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime(`${days * DAY_S}s`)
    .sign(keyOf(secret))
}

/** Rights that were verified lately: the same few seats ask again and again. */
const lately = new Map<string, { right: Right; untilMs: number }>()
const LATELY_MS = 60_000
const MOST_LATELY = 2_000

/**
 * Reads a right; undefined when the word is forged, cut, expired or none. Revocation is the room's.
 */
export async function verify(token: string, secret: string): Promise<Right | undefined> {
  const known = lately.get(token)
  if (known && known.untilMs > wall.now()) return known.right
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { algorithms: ['HS256'] })
    const read = v.safeParse(Right, payload)
    if (!read.success) return undefined
    if (lately.size >= MOST_LATELY) lately.clear()
    const untilMs = Math.min(wall.now() + LATELY_MS, (payload.exp ?? 0) * 1_000)
    lately.set(token, { right: read.output, untilMs })
    return read.output
  } catch {
    return undefined
  }
}

/**
 * The word after `Bearer`; undefined when there is none. Browsers cannot send headers with a
 * socket: there it is a subprotocol, as upstream's apiserver takes it
 * (pkg/authentication/request/websocket/protocol.go).
 */
export function bearer(request: Request): string | undefined {
  const said = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const offered = request.headers.get('sec-websocket-protocol') ?? ''
  const coded = /(?:^|,\s*)base64url\.bearer\.authorization\.k8s\.io\.([\w-]+)/.exec(offered)?.[1]
  return said ?? (coded === undefined ? undefined : decoded(coded))
}

function decoded(base64url: string): string | undefined {
  try {
    return atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return undefined
  }
}
