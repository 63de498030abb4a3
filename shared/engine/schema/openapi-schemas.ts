import type { Field, MessageType, Scalar } from './tree.ts'

/** A JSON Schema as OpenAPI has it. */
export type Schema = Record<string, unknown>

/** Which OpenAPI is written: references and unions look different in the two. */
export type Dialect = 'v2' | 'v3'

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.'
const RUNTIME = 'io.k8s.apimachinery.pkg.runtime.'
const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity'
const INT_OR_STRING = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString'
const NOT_SIMULATED = 'Accepted and shown, but the simulator does not act on it.'

const PLAIN: Partial<Record<Scalar, Schema>> = {
  string: { type: 'string' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  bool: { type: 'boolean' },
  bytes: { type: 'string', format: 'byte' },
}
/** Scalars that upstream defines by name. */
const NAMED: Partial<Record<Scalar, string>> = {
  quantity: QUANTITY,
  intOrString: INT_OR_STRING,
  time: `${META}Time`,
  microTime: `${META}MicroTime`,
  fields: `${META}FieldsV1`,
  raw: `${RUNTIME}RawExtension`,
}

/** Collects the definitions that types need, each once. */
export class Definitions {
  readonly found = new Map<string, Schema>()
  readonly #dialect: Dialect

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  /** Adds a type and all below it; `extra` goes to the type's own definition. */
  add(type: MessageType, extra: Schema = {}): void {
    if (this.found.has(type.name)) return
    const definition: Schema = { description: type.words, type: 'object' }
    this.found.set(type.name, definition)
    const fields = Object.entries(type.fields)
    const required = fields.filter(([, field]) => field.required).map(([name]) => name)
    if (required.length > 0) definition.required = required
    definition.properties = Object.fromEntries(
      fields.map(([name, field]) => [name, this.#property(field)]),
    )
    Object.assign(definition, extra)
  }

  /** All definitions in the order of their names. */
  sorted(): Record<string, Schema> {
    const names = [...this.found.keys()].sort((left, right) => (left < right ? -1 : 1))
    return Object.fromEntries(names.map((name) => [name, this.found.get(name) ?? {}]))
  }

  /** A reference to a named definition. */
  ref(name: string): Schema {
    const place = this.#dialect === 'v2' ? '#/definitions/' : '#/components/schemas/'
    return { $ref: place + name }
  }

  #property(field: Field): Schema {
    const description = field.simulated === false ? `${field.words} ${NOT_SIMULATED}` : field.words
    const item = this.#item(field)
    const shape = wrapped(field, item)
    // In OpenAPI 3.0 nothing may stand beside a reference, so it is put into an allOf.
    const isBare = '$ref' in shape && this.#dialect === 'v3'
    const body = isBare ? { allOf: [shape] } : shape
    return { description, ...body, ...defaultOf(field), ...marks(field) }
  }

  #item(field: Field): Schema {
    const { shape } = field
    if (typeof shape !== 'string') {
      this.add(shape)
      return this.ref(shape.name)
    }
    const name = NAMED[shape]
    if (name === undefined) {
      const isClosed = field.oneOf && !isConditionStatus(field)
      return isClosed ? { ...PLAIN[shape], enum: [...(field.oneOf ?? [])] } : { ...PLAIN[shape] }
    }
    if (!this.found.has(name)) this.found.set(name, namedScalar(name, this.#dialect))
    return this.ref(name)
  }
}

/** `True`, `False`, `Unknown`: upstream does not close this list. */
const isConditionStatus = ({ oneOf }: Field): boolean => oneOf?.includes('Unknown') ?? false

function wrapped(field: Field, item: Schema): Schema {
  if (field.many === 'list') return { type: 'array', items: item }
  if (field.many === 'map') return { type: 'object', additionalProperties: item }
  if (field.many === 'lists') {
    return { type: 'object', additionalProperties: { type: 'array', items: item } }
  }
  return item
}

function defaultOf(field: Field): Schema {
  if (field.default !== undefined) return { default: field.default }
  const isStruct = typeof field.shape !== 'string' && !field.many && !field.pointer
  return isStruct ? { default: {} } : {}
}

/** What clients and server-side apply must know of lists and maps. */
function marks(field: Field): Schema {
  return {
    ...(field.list ? { 'x-kubernetes-list-type': field.list } : {}),
    ...(field.keys ? { 'x-kubernetes-list-map-keys': [...field.keys] } : {}),
    ...(field.map ? { 'x-kubernetes-map-type': field.map } : {}),
    ...(field.atomic ? { 'x-kubernetes-map-type': 'atomic' } : {}),
    ...(field.patch ? { 'x-kubernetes-patch-strategy': field.patch } : {}),
    ...(field.mergeKey ? { 'x-kubernetes-patch-merge-key': field.mergeKey } : {}),
  }
}

function namedScalar(name: string, dialect: Dialect): Schema {
  const either = [{ type: 'integer' }, { type: 'string' }]
  switch (name) {
    case QUANTITY: {
      const description = 'An exact amount with a suffix, such as 100m, 1.5 or 128Mi.'
      const union = { oneOf: [{ type: 'string' }, { type: 'number' }] }
      return { description, ...(dialect === 'v2' ? { type: 'string' } : union) }
    }
    case INT_OR_STRING: {
      const description = 'A whole number, or a text such as a percent or the name of a port.'
      const union = dialect === 'v2' ? { type: 'string' } : { oneOf: either }
      return { description, format: 'int-or-string', ...union }
    }
    case `${RUNTIME}RawExtension`:
      return { description: 'Any JSON object.', type: 'object' }
    case `${META}FieldsV1`:
      return { description: 'A set of fields, as a tree of JSON objects.', type: 'object' }
    default:
      return { description: 'An instant, in RFC 3339.', type: 'string', format: 'date-time' }
  }
}
