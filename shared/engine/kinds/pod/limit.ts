import { refuse } from '../../api/status.ts'
import type { KubeObject } from '../../object.ts'
import type { Tally } from '../../store/indexes.ts'
import type { AdmissionRule } from '../define-kind.ts'

/** What a room has memory for, with the surge of a rollout of 10,000. */
export const MOST_PODS = 12_500

/** How many pods there are. */
export class PodCount implements Tally {
  count = 0

  add(object: KubeObject): void {
    if (object.kind === 'Pod') this.count += 1
  }

  remove(object: KubeObject): void {
    if (object.kind === 'Pod') this.count -= 1
  }
}

/**
 * The simulator's own quota: one number typed wrongly must not take down the whole cluster.
 * Says it in the words of a ResourceQuota, so that controllers back off as they do there.
 * Source: plugin/pkg/admission/resourcequota/controller.go.
 */
export const podLimit: AdmissionRule = {
  name: 'PodLimit',
  kinds: ['Pod'],
  check(object, view) {
    const { count } = view.tally<PodCount>('podCount')
    if (count < MOST_PODS) return undefined
    const about = { group: '', resource: 'pods', name: object.metadata.name }
    const used = `used: pods=${count}, limited: pods=${MOST_PODS}`
    return refuse.forbidden(about, `exceeded quota: simulator, requested: pods=1, ${used}`)
  },
}
