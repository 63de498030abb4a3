/**
 * The field tree: one record for each field of each type. Types, defaults, decoding, patches,
 * OpenAPI and `explain` all read it. It is data: read it, do not run it.
 */

/** Scalars by how they look in JSON and on the protobuf wire. */
export type Scalar =
  | 'string'
  | 'int32'
  | 'int64'
  | 'bool'
  /** base64 text in JSON */
  | 'bytes'
  | 'quantity'
  | 'intOrString'
  /** RFC 3339 in whole seconds */
  | 'time'
  /** RFC 3339 with six digits of a second */
  | 'microTime'
  /** the set of managed fields: any JSON object */
  | 'fields'
  /** any JSON object, kept as it is: runtime.RawExtension */
  | 'raw'

declare const value: unique symbol

/** A named record of fields. `Value` exists for the type checker only: see `Of`. */
export interface MessageType<Value = unknown> {
  /** Upstream's OpenAPI name, such as `io.k8s.api.core.v1.PodSpec`. */
  readonly name: string
  /** Our own words for `explain`. */
  readonly words: string
  readonly fields: FieldTree
  /**
   * Defaults that depend on other fields, such as a pull policy on the tag. Runs before the fields'
   * own defaults; returns its argument when there is nothing to fill in. See defaults.ts.
   */
  readonly complete?: (object: Readonly<Record<string, unknown>>) => Record<string, unknown>
  readonly [value]?: Value
}

export type FieldTree = Readonly<Record<string, Field>>

/** What may be said of a field beyond its number and shape. All of it is left out where not so. */
export interface FieldOptions {
  /** The API demands it. */
  readonly required?: true
  /** A pointer in Go: absent and zero are different, and zero is kept. */
  readonly pointer?: true
  /** Optional, yet written even when it is empty: Go has no `omitempty` on it. */
  readonly keep?: true
  /** What admission puts in when the field is absent. */
  readonly default?: string | number | boolean
  /** A computed default exists (the kinds' defaults.ts): always present when stored. */
  readonly defaulted?: true
  /** Upstream's constants for the field, in its order. Closed only where validation says so. */
  readonly oneOf?: readonly string[]
  /** How server-side apply treats a list (`set`, or `map` by `keys`), a map or a struct. */
  readonly list?: 'atomic' | 'set' | 'map'
  readonly keys?: readonly string[]
  readonly map?: 'atomic' | 'granular'
  readonly atomic?: true
  /** How a strategic merge patch treats it, and by which field it pairs items. */
  readonly patch?: 'merge' | 'retainKeys' | 'merge,retainKeys' | 'replace'
  readonly mergeKey?: string
  /** Accepted, kept and shown, but the simulator does not act on it. */
  readonly simulated?: false
}

/** One field. */
export interface Field<Value = unknown, Always extends boolean = boolean> extends FieldOptions {
  /** Protobuf field number; 0 for fields that exist in JSON only. */
  readonly tag: number
  /** Numbers of the structs that Go embeds around the field: they nest in protobuf, not in JSON. */
  readonly within?: readonly number[]
  readonly shape: Scalar | MessageType
  /** A list, or a map from text, of the shape; `lists` is a map from text to lists of it. */
  readonly many?: 'list' | 'map' | 'lists'
  readonly words: string
  /** For the type checker only: the JSON value. */
  readonly [value]?: Value
  /** For the type checker only: present in every stored object. */
  readonly always?: Always
}

type None = Record<never, never>

type Always<O> = O extends { required: true } | { defaulted: true }
  ? true
  : O extends { default: string | number | boolean }
    ? true
    : O extends { keep: true }
      ? O extends { pointer: true }
        ? false
        : true
      : false

type Text<O> = O extends { oneOf: readonly (infer V)[] } ? V : string
type Instant<O> = O extends { pointer: true } ? string : string | null
type OrNull<V, O> = O extends { keep: true } ? V | null : V

/** The JSON value that a shape describes. */
type ValueOf<S> = S extends MessageType<infer V> ? V : S extends 'int32' | 'int64' ? number : string

/** The object type of a message: `type Pod = Of<typeof pod>`. */
export type Of<M> = M extends MessageType<infer V> ? V : never

type FieldValue<F> = F extends Field<infer V> ? V : never
type Names<T, A extends boolean> = {
  [K in keyof T]: T[K] extends { readonly always?: true }
    ? A extends true
      ? K
      : never
    : A extends true
      ? never
      : K
}[keyof T]
type ObjectOf<T> = { -readonly [K in Names<T, true>]: FieldValue<T[K]> } & {
  -readonly [K in Names<T, false>]?: FieldValue<T[K]>
}
type Flat<T> = { [K in keyof T]: T[K] }

/** Declares a message. */
export function message<T extends FieldTree>(
  name: string,
  words: string,
  fields: T,
  complete?: MessageType['complete'],
): MessageType<Flat<ObjectOf<T>>> {
  return { name, words, fields, ...(complete ? { complete } : {}) }
}

type Make<V> = <const O extends FieldOptions = None>(
  tag: number,
  words: string,
  options?: O,
) => Field<V, Always<O>>

function make<V>(shape: Scalar): Make<V> {
  return (tag, words, options) => ({ tag, shape, words, ...options })
}

export const int32 = make<number>('int32')
export const int64 = make<number>('int64')
export const flag = make<boolean>('bool')
export const bytes = make<string>('bytes')
export const quantity = make<string>('quantity')
export const intOrString = make<number | string>('intOrString')
export const managedSet = make<Record<string, unknown>>('fields')
export const raw = make<Record<string, unknown>>('raw')

/** A text; with `oneOf` its type is the union of those words. */
export function text<const O extends FieldOptions = None>(
  tag: number,
  words: string,
  options?: O,
): Field<Text<O>, Always<O>> {
  return { tag, shape: 'string', words, ...options }
}

/** metav1.Time. Go always writes one that is no pointer: null when it is not set. */
export function time<const O extends FieldOptions = None>(
  tag: number,
  words: string,
  options?: O,
): Field<Instant<O>, Always<O>> {
  return { tag, shape: 'time', words, ...options }
}

/** metav1.MicroTime. */
export function microTime<const O extends FieldOptions = None>(
  tag: number,
  words: string,
  options?: O,
): Field<Instant<O>, Always<O>> {
  return { tag, shape: 'microTime', words, ...options }
}

/** A message held by value: Go always writes it, if only as `{}`. */
export function struct<M extends MessageType>(
  tag: number,
  shape: M,
  words: string,
  options?: FieldOptions,
): Field<Of<M>, true> {
  return { tag, shape, words, ...options }
}

/** A message behind a pointer: absent or there. */
export function ref<M extends MessageType, const O extends FieldOptions = None>(
  tag: number,
  shape: M,
  words: string,
  options?: O,
): Field<Of<M>, Always<O>> {
  return { tag, shape, words, pointer: true, ...options }
}

/** A list. An empty one is dropped, unless `required` or `keep` says otherwise. */
export function list<S extends Scalar | MessageType, const O extends FieldOptions = None>(
  tag: number,
  shape: S,
  words: string,
  options?: O,
): Field<OrNull<ValueOf<S>[], O>, Always<O>> {
  return { tag, shape, words, many: 'list', ...options }
}

/** A map from text. */
export function map<S extends Scalar | MessageType, const O extends FieldOptions = None>(
  tag: number,
  shape: S,
  words: string,
  options?: O,
): Field<Record<string, ValueOf<S>>, Always<O>> {
  return { tag, shape, words, many: 'map', ...options }
}

/** A map from text to lists of text. */
export function lists(tag: number, words: string): Field<Record<string, string[]>, false> {
  return { tag, shape: 'string', words, many: 'lists' }
}

/** The fields of a struct that Go embeds: flat in JSON, nested under `tag` in protobuf. */
export function within<T extends FieldTree>(tag: number, fields: T): T {
  const nested: Record<string, Field> = {}
  for (const [name, field] of Object.entries(fields)) {
    nested[name] = { ...field, within: [tag, ...(field.within ?? [])] }
  }
  return nested as T
}
