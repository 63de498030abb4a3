/** No 0, O, 1, I: what is read aloud or copied from a board must not be mistaken. */
const CLEAR = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const SMALL = 'abcdefghijkmnpqrstuvwxyz23456789'

function drawn(length: number, alphabet: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  // 32 letters: every byte gives each of them equally often.
  return [...bytes].map((byte) => alphabet[byte % 32]).join('')
}

/** What people type to join: one of a thousand million. */
export const joinCode = () => drawn(6, CLEAR)

/** A class or a stand-alone cluster: unguessable. */
export const roomId = () => drawn(12, SMALL)

/** A world's luck, when nobody chose it. */
export const freshSeed = () => drawn(20, SMALL)

/** The clusters of a class are named after it, so that a seat's right can be judged by the name. */
export const clusterId = (classId: string, part: string) => `${classId}-${part}`

/** Does the cluster belong to the class? */
export const isOf = (cluster: string, classId: string) =>
  classId === '' ? !cluster.includes('-') : cluster.startsWith(`${classId}-`)
