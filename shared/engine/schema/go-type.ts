import type { Field } from './tree.ts'

const NAMES: Record<string, string> = {
  bytes: '[]uint8',
  quantity: 'resource.Quantity',
  intOrString: 'intstr.IntOrString',
  time: 'v1.Time',
  microTime: 'v1.MicroTime',
  fields: 'v1.FieldsV1',
  raw: 'runtime.RawExtension',
}

/** `PodSpec` of `io.k8s.api.core.v1.PodSpec`. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** A field's type in Go's words: `[]v1.Container`, `map[string]string`. */
export function goType(field: Field): string {
  if (field.many === 'lists') return 'map[string][]string'
  if (field.many === 'map' && field.shape === 'quantity') return 'v1.ResourceList'
  const prefix = field.many === 'list' ? '[]' : field.many === 'map' ? 'map[string]' : ''
  return prefix + itemGoType(field)
}

/** The type of a field's items in Go's words. */
export function itemGoType({ shape }: Field): string {
  if (typeof shape !== 'string') return shape.name.split('.').slice(-2).join('.')
  return NAMES[shape] ?? shape
}
