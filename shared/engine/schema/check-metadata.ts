import type { KubeObject, ObjectMeta, OwnerReference } from '../object.ts'
import { forbidden, required, tooLong, wrong, wrongGo, type FieldError } from './field-errors.ts'
import { goList, goStruct } from './go-syntax.ts'
import { ownerReference } from './meta.ts'
import { dnsLabel, qualifiedName } from './names.ts'
import { areLabels, isQualifiedName, nonNegative } from './rules.ts'

/** What a kind's names may look like. */
export type NameRule = (name: string) => string[]

const ANNOTATIONS_MAX_BYTES = 256 * 1_024

/**
 * An object's metadata as it is created or stored.
 * Upstream: apimachinery api/validation ValidateObjectMetaAccessor.
 */
export function checkMetadata(
  object: KubeObject,
  scope: 'Namespaced' | 'Cluster',
  nameRule: NameRule,
): FieldError[] {
  const { metadata } = object
  return [
    ...nameErrors(metadata, nameRule),
    ...namespaceErrors(metadata, scope),
    ...nonNegative(metadata.generation, 'metadata.generation'),
    ...areLabels(metadata.labels, 'metadata.labels'),
    ...areAnnotations(metadata.annotations, 'metadata.annotations'),
    ...ownerErrors(metadata.ownerReferences ?? []),
    ...finalizerErrors(metadata.finalizers ?? []),
  ]
}

function nameErrors({ name, generateName }: ObjectMeta, nameRule: NameRule): FieldError[] {
  const errors: FieldError[] = []
  if (generateName) {
    // The series' name may end with a dash, because a suffix follows.
    const words = nameRule(generateName.replace(/-$/, 'a'))
    errors.push(...words.map((rule) => wrong('metadata.generateName', generateName, rule)))
  }
  if (!name) return [...errors, required('metadata.name', 'name or generateName is required')]
  return [...errors, ...nameRule(name).map((rule) => wrong('metadata.name', name, rule))]
}

function namespaceErrors({ namespace }: ObjectMeta, scope: string): FieldError[] {
  if (scope === 'Cluster') {
    return namespace ? [forbidden('metadata.namespace', 'not allowed on this type')] : []
  }
  if (!namespace) return [required('metadata.namespace')]
  return dnsLabel(namespace).map((rule) => wrong('metadata.namespace', namespace, rule))
}

/** A set of annotations: keys like those of labels in any case, 256 KiB in all. */
export function areAnnotations(
  annotations: Record<string, string> | undefined,
  field: string,
): FieldError[] {
  const entries = Object.entries(annotations ?? {})
  const errors = entries.flatMap(([key]) =>
    qualifiedName(key.toLowerCase()).map((rule) => wrong(field, key, rule)),
  )
  const size = entries.reduce((sum, [key, value]) => sum + utf8Length(key) + utf8Length(value), 0)
  return size > ANNOTATIONS_MAX_BYTES ? [...errors, tooLong(field, ANNOTATIONS_MAX_BYTES)] : errors
}

/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}

function ownerErrors(owners: readonly OwnerReference[]): FieldError[] {
  const field = 'metadata.ownerReferences'
  const errors = owners.flatMap((owner) => [
    ...emptyPart(owner.apiVersion, `${field}.apiVersion`, 'version must not be empty'),
    ...emptyPart(owner.kind, `${field}.kind`, 'kind must not be empty'),
    ...emptyPart(owner.name, `${field}.name`, 'name must not be empty'),
    ...emptyPart(owner.uid, `${field}.uid`, 'uid must not be empty'),
  ])
  const managers = owners.filter((owner) => owner.controller)
  const [first, second] = managers.map((owner) => `${owner.kind}/${owner.name}`)
  if (!first || !second) return errors
  const shown = owners.map((owner) => goStruct(ownerReference, owner, 'v1')).join(', ')
  const go = `[]v1.OwnerReference{${shown}}`
  const found = `Found "true" in references for ${first} and ${second}`
  const rule = `Only one reference can have Controller set to true. ${found}`
  return [...errors, wrongGo(field, go, rule)]
}

function emptyPart(value: string, field: string, rule: string): FieldError[] {
  return value ? [] : [wrong(field, value ?? '', rule)]
}

function finalizerErrors(finalizers: readonly string[]): FieldError[] {
  const field = 'metadata.finalizers'
  const errors = finalizers.flatMap((name) => isQualifiedName(name, field))
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const rule = 'finalizer orphan and foregroundDeletion cannot be both set'
    errors.push(wrongGo(field, goList(finalizers), rule))
  }
  return errors
}

/**
 * What an update may not do to metadata. Identity is kept by the admission door itself.
 * Upstream: apimachinery api/validation ValidateObjectMetaAccessorUpdate.
 */
export function checkMetadataUpdate(next: KubeObject, old: KubeObject): FieldError[] {
  if (old.metadata.deletionTimestamp === undefined) return []
  const known = new Set(old.metadata.finalizers ?? [])
  const added = (next.metadata.finalizers ?? []).filter((name) => !known.has(name))
  if (added.length === 0) return []
  const rule = 'no new finalizers can be added if the object is being deleted'
  const found = `found new finalizers ${goList(added)}`
  return [forbidden('metadata.finalizers', `${rule}, ${found}`)]
}
