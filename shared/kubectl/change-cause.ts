import type { Session } from './session.ts'

/** Why a revision came about: what `rollout history` shows. */
export const CHANGE_CAUSE = 'kubernetes.io/change-cause'

/**
 * The command line as `--record` writes it down: arguments first, then every flag that was given,
 * by name. Undefined without `--record`. Upstream: kubectl cmd/util RecordFlags.
 */
export function changeCause({ flags, args, command }: Session): string | undefined {
  if (!flags.on('record')) return undefined
  const given = flags.given().sort(([left], [right]) => (left < right ? -1 : 1))
  const words = given.map(([name, values]) => `--${name}=${values.join(',')}`)
  return ['kubectl', command, ...args, ...words].join(' ')
}
