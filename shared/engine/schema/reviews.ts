import { objectMeta } from './meta.ts'
import { fieldSelectorRequirement, labelSelectorRequirement } from './selector.ts'
import { flag, list, lists, message, type Of, ref, struct, text } from './tree.ts'
import { typeMeta } from './type-meta.ts'

export const fieldSelectorAttributes = message(
  'io.k8s.api.authorization.v1.FieldSelectorAttributes',
  '',
  {
    rawSelector: text(1, ''),
    requirements: list(2, fieldSelectorRequirement, '', { list: 'atomic' }),
  },
)
export type FieldSelectorAttributes = Of<typeof fieldSelectorAttributes>

export const labelSelectorAttributes = message(
  'io.k8s.api.authorization.v1.LabelSelectorAttributes',
  '',
  {
    rawSelector: text(1, ''),
    requirements: list(2, labelSelectorRequirement, '', { list: 'atomic' }),
  },
)
export type LabelSelectorAttributes = Of<typeof labelSelectorAttributes>

export const resourceAttributes = message('io.k8s.api.authorization.v1.ResourceAttributes', '', {
  namespace: text(1, ''),
  verb: text(2, ''),
  group: text(3, ''),
  version: text(4, ''),
  resource: text(5, ''),
  subresource: text(6, ''),
  name: text(7, ''),
  fieldSelector: ref(8, fieldSelectorAttributes, ''),
  labelSelector: ref(9, labelSelectorAttributes, ''),
})
export type ResourceAttributes = Of<typeof resourceAttributes>

export const nonResourceAttributes = message(
  'io.k8s.api.authorization.v1.NonResourceAttributes',
  '',
  {
    path: text(1, ''),
    verb: text(2, ''),
  },
)
export type NonResourceAttributes = Of<typeof nonResourceAttributes>

export const selfSubjectAccessReviewSpec = message(
  'io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec',
  '',
  {
    resourceAttributes: ref(1, resourceAttributes, ''),
    nonResourceAttributes: ref(2, nonResourceAttributes, ''),
  },
)
export type SelfSubjectAccessReviewSpec = Of<typeof selfSubjectAccessReviewSpec>

export const subjectAccessReviewStatus = message(
  'io.k8s.api.authorization.v1.SubjectAccessReviewStatus',
  '',
  {
    allowed: flag(1, '', { required: true }),
    denied: flag(4, ''),
    reason: text(2, ''),
    evaluationError: text(3, ''),
  },
)
export type SubjectAccessReviewStatus = Of<typeof subjectAccessReviewStatus>

export const selfSubjectAccessReview = message(
  'io.k8s.api.authorization.v1.SelfSubjectAccessReview',
  '',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, ''),
    spec: struct(2, selfSubjectAccessReviewSpec, '', { required: true }),
    status: struct(3, subjectAccessReviewStatus, ''),
  },
)
export type SelfSubjectAccessReview = Of<typeof selfSubjectAccessReview>

export const resourceRule = message('io.k8s.api.authorization.v1.ResourceRule', '', {
  verbs: list(1, 'string', '', { required: true, list: 'atomic' }),
  apiGroups: list(2, 'string', '', { list: 'atomic' }),
  resources: list(3, 'string', '', { list: 'atomic' }),
  resourceNames: list(4, 'string', '', { list: 'atomic' }),
})
export type ResourceRule = Of<typeof resourceRule>

export const nonResourceRule = message('io.k8s.api.authorization.v1.NonResourceRule', '', {
  verbs: list(1, 'string', '', { required: true, list: 'atomic' }),
  nonResourceURLs: list(2, 'string', '', { list: 'atomic' }),
})
export type NonResourceRule = Of<typeof nonResourceRule>

export const selfSubjectRulesReviewSpec = message(
  'io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec',
  '',
  {
    namespace: text(1, ''),
  },
)
export type SelfSubjectRulesReviewSpec = Of<typeof selfSubjectRulesReviewSpec>

export const subjectRulesReviewStatus = message(
  'io.k8s.api.authorization.v1.SubjectRulesReviewStatus',
  '',
  {
    resourceRules: list(1, resourceRule, '', { required: true, list: 'atomic' }),
    nonResourceRules: list(2, nonResourceRule, '', { required: true, list: 'atomic' }),
    incomplete: flag(3, '', { required: true }),
    evaluationError: text(4, ''),
  },
)
export type SubjectRulesReviewStatus = Of<typeof subjectRulesReviewStatus>

export const selfSubjectRulesReview = message(
  'io.k8s.api.authorization.v1.SelfSubjectRulesReview',
  '',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, ''),
    spec: struct(2, selfSubjectRulesReviewSpec, '', { required: true }),
    status: struct(3, subjectRulesReviewStatus, ''),
  },
)
export type SelfSubjectRulesReview = Of<typeof selfSubjectRulesReview>

export const userInfo = message('io.k8s.api.authentication.v1.UserInfo', '', {
  username: text(1, ''),
  uid: text(2, ''),
  groups: list(3, 'string', '', { list: 'atomic' }),
  extra: lists(4, ''),
})
export type UserInfo = Of<typeof userInfo>

export const selfSubjectReviewStatus = message(
  'io.k8s.api.authentication.v1.SelfSubjectReviewStatus',
  '',
  {
    userInfo: struct(1, userInfo, ''),
  },
)
export type SelfSubjectReviewStatus = Of<typeof selfSubjectReviewStatus>

export const selfSubjectReview = message('io.k8s.api.authentication.v1.SelfSubjectReview', '', {
  ...typeMeta,
  metadata: struct(1, objectMeta, ''),
  status: struct(2, selfSubjectReviewStatus, ''),
})
export type SelfSubjectReview = Of<typeof selfSubjectReview>
