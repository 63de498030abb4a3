import { refuse } from '../../api/status.ts'
import type { AdmissionRule } from '../define-kind.ts'
import type { Pod } from '../pod/schema.ts'

/**
 * There are no classes of runtimes in this cluster: a pod that names one is refused, and so is one
 * that brings an overhead, which only a class may give. Upstream:
 * plugin/pkg/admission/runtimeclass.
 */
export const runtimeClassAdmission: AdmissionRule = {
  name: 'RuntimeClass',
  kinds: ['Pod'],
  check(object) {
    const { metadata, spec } = object as Pod
    const about = { group: '', resource: 'pods', name: metadata.name }
    const { runtimeClassName, overhead } = spec
    if (runtimeClassName) {
      const missing = `RuntimeClass ${JSON.stringify(runtimeClassName)} not found`
      return refuse.forbidden(about, `pod rejected: ${missing}`)
    }
    if (!overhead) return undefined
    const why = 'Pod Overhead set without corresponding RuntimeClass defined Overhead'
    return refuse.forbidden(about, `pod rejected: ${why}`)
  },
}
