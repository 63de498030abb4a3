import { objectMeta } from './meta.ts'
import { fieldSelectorRequirement, labelSelectorRequirement } from './selector.ts'
import { flag, list, lists, message, type Of, ref, struct, text } from './tree.ts'
import { typeMeta } from './type-meta.ts'

export const fieldSelectorAttributes = message(
  'io.k8s.api.authorization.v1.FieldSelectorAttributes',
  'The field selector of the request that is asked about.',
  {
    rawSelector: text(1, 'The selector as text.'),
    requirements: list(2, fieldSelectorRequirement, "The selector's conditions.", {
      list: 'atomic',
    }),
  },
)
export type FieldSelectorAttributes = Of<typeof fieldSelectorAttributes>

export const labelSelectorAttributes = message(
  'io.k8s.api.authorization.v1.LabelSelectorAttributes',
  'The label selector of the request that is asked about.',
  {
    rawSelector: text(1, 'The selector as text.'),
    requirements: list(2, labelSelectorRequirement, "The selector's conditions.", {
      list: 'atomic',
    }),
  },
)
export type LabelSelectorAttributes = Of<typeof labelSelectorAttributes>

export const resourceAttributes = message(
  'io.k8s.api.authorization.v1.ResourceAttributes',
  'A request to a resource, to ask whether it is allowed.',
  {
    namespace: text(1, 'Where; empty for cluster-wide resources and for all namespaces.'),
    verb: text(2, 'What is to be done: get, list, create, … or * for everything.'),
    group: text(3, "The resource's group, or *."),
    version: text(4, "The resource's version, or *."),
    resource: text(5, "The resource's plural name, or *."),
    subresource: text(6, 'The subresource, such as log.'),
    name: text(7, 'One object; empty for all.'),
    fieldSelector: ref(8, fieldSelectorAttributes, 'Only objects with these fields.'),
    labelSelector: ref(9, labelSelectorAttributes, 'Only objects with these labels.'),
  },
)
export type ResourceAttributes = Of<typeof resourceAttributes>

export const nonResourceAttributes = message(
  'io.k8s.api.authorization.v1.NonResourceAttributes',
  'A request to a plain path, to ask whether it is allowed.',
  {
    path: text(1, 'The path of the URL.'),
    verb: text(2, 'The HTTP method in lower case.'),
  },
)
export type NonResourceAttributes = Of<typeof nonResourceAttributes>

export const selfSubjectAccessReviewSpec = message(
  'io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec',
  'What the asker wants to do. One of the two must be given.',
  {
    resourceAttributes: ref(1, resourceAttributes, 'A request to a resource.'),
    nonResourceAttributes: ref(2, nonResourceAttributes, 'A request to a plain path.'),
  },
)
export type SelfSubjectAccessReviewSpec = Of<typeof selfSubjectAccessReviewSpec>

export const subjectAccessReviewStatus = message(
  'io.k8s.api.authorization.v1.SubjectAccessReviewStatus',
  'Whether it is allowed.',
  {
    allowed: flag(1, 'Whether it is allowed.', { required: true }),
    denied: flag(4, 'Whether a rule forbids it outright.'),
    reason: text(2, 'Why.'),
    evaluationError: text(3, 'What went wrong while finding out.'),
  },
)
export type SubjectAccessReviewStatus = Of<typeof subjectAccessReviewStatus>

export const selfSubjectAccessReview = message(
  'io.k8s.api.authorization.v1.SelfSubjectAccessReview',
  'Asks whether the asker may do something.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Not used.'),
    spec: struct(2, selfSubjectAccessReviewSpec, 'The question.', { required: true }),
    status: struct(3, subjectAccessReviewStatus, 'The answer.'),
  },
)
export type SelfSubjectAccessReview = Of<typeof selfSubjectAccessReview>

export const resourceRule = message(
  'io.k8s.api.authorization.v1.ResourceRule',
  'What may be done to which resources.',
  {
    verbs: list(1, 'string', 'What may be done; * is everything.', {
      required: true,
      list: 'atomic',
    }),
    apiGroups: list(2, 'string', 'Groups of the resources; * is all.', { list: 'atomic' }),
    resources: list(3, 'string', 'The resources; * is all.', { list: 'atomic' }),
    resourceNames: list(4, 'string', 'Only these objects; empty is all.', { list: 'atomic' }),
  },
)
export type ResourceRule = Of<typeof resourceRule>

export const nonResourceRule = message(
  'io.k8s.api.authorization.v1.NonResourceRule',
  'What may be done to which paths.',
  {
    verbs: list(1, 'string', 'HTTP methods in lower case; * is all.', {
      required: true,
      list: 'atomic',
    }),
    nonResourceURLs: list(2, 'string', 'The paths; * at the end stands for anything.', {
      list: 'atomic',
    }),
  },
)
export type NonResourceRule = Of<typeof nonResourceRule>

export const selfSubjectRulesReviewSpec = message(
  'io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec',
  'Where the asker wants to know the rules.',
  {
    namespace: text(1, 'The namespace that is asked about.'),
  },
)
export type SelfSubjectRulesReviewSpec = Of<typeof selfSubjectRulesReviewSpec>

export const subjectRulesReviewStatus = message(
  'io.k8s.api.authorization.v1.SubjectRulesReviewStatus',
  'What may be done.',
  {
    resourceRules: list(1, resourceRule, 'What may be done to resources.', {
      required: true,
      list: 'atomic',
    }),
    nonResourceRules: list(2, nonResourceRule, 'What may be done to paths.', {
      required: true,
      list: 'atomic',
    }),
    incomplete: flag(3, 'Whether there may be more rules than these.', { required: true }),
    evaluationError: text(4, 'What went wrong while finding out.'),
  },
)
export type SubjectRulesReviewStatus = Of<typeof subjectRulesReviewStatus>

export const selfSubjectRulesReview = message(
  'io.k8s.api.authorization.v1.SelfSubjectRulesReview',
  'Asks what the asker may do in a namespace.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Not used.'),
    spec: struct(2, selfSubjectRulesReviewSpec, 'The question.', { required: true }),
    status: struct(3, subjectRulesReviewStatus, 'The answer.'),
  },
)
export type SelfSubjectRulesReview = Of<typeof selfSubjectRulesReview>

export const userInfo = message('io.k8s.api.authentication.v1.UserInfo', 'Who somebody is.', {
  username: text(1, "The user's name."),
  uid: text(2, "The user's identity beyond the name."),
  groups: list(3, 'string', 'The groups that the user is in.', { list: 'atomic' }),
  extra: lists(4, 'What the sign-in says besides.'),
})
export type UserInfo = Of<typeof userInfo>

export const selfSubjectReviewStatus = message(
  'io.k8s.api.authentication.v1.SelfSubjectReviewStatus',
  'Who the asker is.',
  {
    userInfo: struct(1, userInfo, 'The asker as the server knows them.'),
  },
)
export type SelfSubjectReviewStatus = Of<typeof selfSubjectReviewStatus>

export const selfSubjectReview = message(
  'io.k8s.api.authentication.v1.SelfSubjectReview',
  'Asks the server who the asker is.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Not used.'),
    status: struct(2, selfSubjectReviewStatus, 'The answer.'),
  },
)
export type SelfSubjectReview = Of<typeof selfSubjectReview>
