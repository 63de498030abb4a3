import { deleteOptions } from './options.ts'
import { selfSubjectAccessReview, selfSubjectReview, selfSubjectRulesReview } from './reviews.ts'
import { status } from './status.ts'
import { binding, eviction, scale } from './subresources.ts'
import { tokenRequest } from './token-request.ts'
import type { MessageType } from './tree.ts'

/** Types that requests carry and nothing stores, by `apiVersion/kind`. */
const TYPES: Readonly<Record<string, MessageType>> = {
  'autoscaling/v1/Scale': scale,
  'v1/Binding': binding,
  'policy/v1/Eviction': eviction,
  'v1/Status': status,
  'authorization.k8s.io/v1/SelfSubjectAccessReview': selfSubjectAccessReview,
  'authorization.k8s.io/v1/SelfSubjectRulesReview': selfSubjectRulesReview,
  'authentication.k8s.io/v1/SelfSubjectReview': selfSubjectReview,
  'authentication.k8s.io/v1/TokenRequest': tokenRequest,
}

/** The type of a request's body that is no object of the store; undefined where there is none. */
export function restType(apiVersion: string, kind: string): MessageType | undefined {
  // Clients write DeleteOptions in the version of whatever they delete.
  return kind === 'DeleteOptions' ? deleteOptions : TYPES[`${apiVersion}/${kind}`]
}
