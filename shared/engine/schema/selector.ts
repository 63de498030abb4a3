import { list, map, message, type Of, text } from './tree.ts'

export const labelSelectorRequirement = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement',
  'One condition on a label.',
  {
    key: text(1, "The label's key.", { required: true }),
    operator: text(2, 'In, NotIn, Exists or DoesNotExist.', {
      required: true,
      oneOf: ['In', 'NotIn', 'Exists', 'DoesNotExist'],
    }),
    values: list(3, 'string', 'The values that In and NotIn compare with; empty for the others.', {
      list: 'atomic',
    }),
  },
)
export type LabelSelectorRequirement = Of<typeof labelSelectorRequirement>

export const labelSelector = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector',
  'Chooses objects by their labels. All conditions must hold; an empty one chooses everything.',
  {
    matchLabels: map(1, 'string', 'Labels that must have exactly these values.'),
    matchExpressions: list(2, labelSelectorRequirement, 'Further conditions on labels.', {
      list: 'atomic',
    }),
  },
)
export type LabelSelector = Of<typeof labelSelector>

export const fieldSelectorRequirement = message(
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement',
  'One condition on a field.',
  {
    key: text(1, "The field's path.", { required: true }),
    operator: text(2, 'In, NotIn, Exists or DoesNotExist.', {
      required: true,
      oneOf: ['In', 'NotIn', 'Exists', 'DoesNotExist'],
    }),
    values: list(3, 'string', 'The values that In and NotIn compare with.', { list: 'atomic' }),
  },
)
export type FieldSelectorRequirement = Of<typeof fieldSelectorRequirement>
