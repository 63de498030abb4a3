import { isRecord, same, type Json, type JsonRecord } from '../object.ts'

/**
 * Lists whose elements have a name, by field: strategic merge matches them instead of replacing.
 */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
  ports: ['containerPort', 'port'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  taints: ['key'],
}

/**
 * The strategic merge patch that brings `current` to `modified`, and takes away what `original` had
 * and `modified` has no more; what others set stays. Empty when nothing is to do. Source of the
 * behaviour: apimachinery strategicpatch CreateThreeWayMergePatch, patch keys from core/v1 types.
 */
export function threeWayPatch(
  original: JsonRecord,
  modified: JsonRecord,
  current: JsonRecord,
): JsonRecord {
  const patch: JsonRecord = {}
  for (const [key, wanted] of Object.entries(modified)) {
    const part = partOf(key, original[key], wanted, current[key])
    if (part !== undefined) Object.assign(patch, part)
  }
  for (const key of Object.keys(original)) {
    if (!(key in modified)) patch[key] = null
  }
  return patch
}

function partOf(
  key: string,
  before: Json | undefined,
  wanted: Json,
  now: Json | undefined,
): JsonRecord | undefined {
  if (isRecord(wanted) && isRecord(now)) {
    const inner = threeWayPatch(isRecord(before) ? before : {}, wanted, now)
    return Object.keys(inner).length === 0 ? undefined : { [key]: inner }
  }
  const mergeKey = Array.isArray(wanted) ? mergeKeyOf(key, wanted) : undefined
  if (Array.isArray(wanted) && Array.isArray(now) && mergeKey !== undefined) {
    return listPart(key, mergeKey, {
      before: records(before),
      wanted: records(wanted),
      now: records(now),
    })
  }
  return now !== undefined && same(wanted, now) ? undefined : { [key]: wanted }
}

function mergeKeyOf(field: string, list: readonly Json[]): string | undefined {
  const [first] = list
  return MERGE_KEYS[field]?.find((key) => isRecord(first) && key in first)
}

function records(value: Json | undefined): JsonRecord[] {
  return Array.isArray(value) ? value.filter((item) => isRecord(item)) : []
}

function listPart(
  field: string,
  key: string,
  lists: { before: JsonRecord[]; wanted: JsonRecord[]; now: JsonRecord[] },
): JsonRecord | undefined {
  const { before, wanted, now } = lists
  const named = (list: JsonRecord[], name: Json | undefined) =>
    list.find((one) => one[key] === name)
  const changed = wanted.flatMap((item): JsonRecord[] => {
    const old = named(now, item[key])
    if (!old) return [item]
    const inner = threeWayPatch(named(before, item[key]) ?? {}, item, old)
    return Object.keys(inner).length === 0 ? [] : [{ [key]: item[key] ?? null, ...inner }]
  })
  const gone = before.filter((item) => !named(wanted, item[key]))
  const removals = gone.map((item): JsonRecord => ({ $patch: 'delete', [key]: item[key] ?? null }))
  const isSameOrder = same(
    orderIn(now, wanted, key),
    wanted.map((item) => item[key]),
  )
  if (changed.length === 0 && removals.length === 0 && isSameOrder) return undefined
  return {
    [`$setElementOrder/${field}`]: wanted.map((item) => ({ [key]: item[key] ?? null })),
    ...(changed.length + removals.length === 0 ? {} : { [field]: [...changed, ...removals] }),
  }
}

/** The names that both lists have, in the order of the first. */
function orderIn(now: JsonRecord[], wanted: JsonRecord[], key: string): (Json | undefined)[] {
  const names = wanted.map((item) => item[key])
  return now.map((item) => item[key]).filter((name) => names.includes(name))
}

/** The JSON merge patch that makes `after` of `before`. Upstream: jsonpatch CreateMergePatch. */
export function mergePatch(before: JsonRecord, after: JsonRecord): JsonRecord {
  const patch: JsonRecord = {}
  for (const [key, value] of Object.entries(after)) {
    const old = before[key]
    if (isRecord(value) && isRecord(old)) {
      const inner = mergePatch(old, value)
      if (Object.keys(inner).length > 0) patch[key] = inner
    } else if (old === undefined || !same(old, value)) patch[key] = value
  }
  for (const key of Object.keys(before)) if (!(key in after)) patch[key] = null
  return patch
}
