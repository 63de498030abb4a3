import {
  selfSubjectAccessReview,
  selfSubjectReview,
  selfSubjectRulesReview,
} from '../schema/reviews.ts'
import { binding } from '../schema/subresources.ts'
import type { MessageType } from '../schema/tree.ts'

/** A kind that is posted and answered, never stored. */
export interface Question {
  group: string
  version: string
  kind: string
  plural: string
  namespaced: boolean
  schema: MessageType
}

/** All of them. */
export const QUESTIONS: readonly Question[] = [
  {
    group: '',
    version: 'v1',
    kind: 'Binding',
    plural: 'bindings',
    namespaced: true,
    schema: binding,
  },
  {
    group: 'authentication.k8s.io',
    version: 'v1',
    kind: 'SelfSubjectReview',
    plural: 'selfsubjectreviews',
    namespaced: false,
    schema: selfSubjectReview,
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    kind: 'SelfSubjectAccessReview',
    plural: 'selfsubjectaccessreviews',
    namespaced: false,
    schema: selfSubjectAccessReview,
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    kind: 'SelfSubjectRulesReview',
    plural: 'selfsubjectrulesreviews',
    namespaced: false,
    schema: selfSubjectRulesReview,
  },
]
