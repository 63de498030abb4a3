import { kinds } from './kinds/index.ts'
import { serviceAccountAdmission } from './kinds/serviceaccount/admission.ts'
import type { Registry } from './kinds/define-kind.ts'

/**
 * All that a cluster is made of. A kind adds itself in `kinds/index.ts`; here stand the controllers,
 * admission rules and running totals that belong to no single kind.
 */
export const registry: Registry = {
  kinds,
  controllers: [],
  admission: [serviceAccountAdmission],
  tallies: {},
}
