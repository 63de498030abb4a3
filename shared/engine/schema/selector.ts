import { list, map, message, type Of, text } from './tree.ts'

export const labelSelectorRequirement = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement',
  '',
  {
    key: text(1, '', { required: true }),
    operator: text(2, '', { required: true, oneOf: ['In', 'NotIn', 'Exists', 'DoesNotExist'] }),
    values: list(3, 'string', '', { list: 'atomic' }),
  },
)
export type LabelSelectorRequirement = Of<typeof labelSelectorRequirement>

export const labelSelector = message('io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector', '', {
  matchLabels: map(1, 'string', ''),
  matchExpressions: list(2, labelSelectorRequirement, '', { list: 'atomic' }),
})
export type LabelSelector = Of<typeof labelSelector>

export const fieldSelectorRequirement = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement',
  '',
  {
    key: text(1, '', { required: true }),
    operator: text(2, '', { required: true, oneOf: ['In', 'NotIn', 'Exists', 'DoesNotExist'] }),
    values: list(3, 'string', '', { list: 'atomic' }),
  },
)
export type FieldSelectorRequirement = Of<typeof fieldSelectorRequirement>
