import { listMeta } from './meta.ts'
import { groupPath, pathsOf, type DescribedKind } from './openapi-paths.ts'
import { Definitions, type Dialect, type Schema } from './openapi-schemas.ts'
import type { MessageType } from './tree.ts'

export type { DescribedKind } from './openapi-paths.ts'

/** A kind with its tree. */
export type Documented = DescribedKind & { schema: MessageType }

/** A type that requests carry, with the kinds it is known under. */
export interface Carried {
  group: string
  version: string
  kind: string
  schema: MessageType
}

/**
 * The OpenAPI 3 document of one group and version: what `kubectl explain` reads, and `apply` asks
 * for merge keys and for `fieldValidation`. Upstream: /openapi/v3/api/v1, /openapi/v3/apis/….
 */
export function openApiV3(
  kinds: readonly Documented[],
  serverVersion: string,
  carried: readonly Carried[] = [],
): Schema {
  const definitions = define('v3', kinds, carried)
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: serverVersion },
    paths: allPaths(kinds, definitions),
    components: { schemas: definitions.sorted() },
  }
}

/** The OpenAPI 2 document of all kinds. Upstream: /openapi/v2 (as JSON). */
export function openApiV2(
  kinds: readonly Documented[],
  serverVersion: string,
  carried: readonly Carried[] = [],
): Schema {
  const definitions = define('v2', kinds, carried)
  return {
    swagger: '2.0',
    info: { title: 'Kubernetes', version: serverVersion },
    paths: allPaths(kinds, definitions),
    definitions: definitions.sorted(),
  }
}

function define(
  dialect: Dialect,
  kinds: readonly Documented[],
  carried: readonly Carried[],
): Definitions {
  const definitions = new Definitions(dialect)
  for (const one of carried) definitions.add(one.schema, knownAs(one, one.kind))
  for (const kind of kinds) {
    definitions.add(kind.schema, knownAs(kind, kind.kind))
    definitions.add(listOf(kind), knownAs(kind, `${kind.kind}List`))
  }
  return definitions
}

function knownAs({ group, version }: { group: string; version: string }, kind: string): Schema {
  return { 'x-kubernetes-group-version-kind': [{ group, version, kind }] }
}

/** The list type of a kind. */
export function listOf({ kind, schema }: Documented): MessageType {
  const { apiVersion, kind: kindField } = schema.fields
  return {
    name: `${schema.name}List`,
    words: `A list of ${kind} objects.`,
    fields: {
      ...(apiVersion ? { apiVersion } : {}),
      ...(kindField ? { kind: kindField } : {}),
      metadata: { tag: 1, shape: listMeta, words: 'The state that the list shows.' },
      items: { tag: 2, shape: schema, many: 'list', words: 'The objects.', required: true },
    },
  }
}

function allPaths(kinds: readonly Documented[], definitions: Definitions): Schema {
  const paths: Record<string, Schema> = {}
  for (const kind of kinds) {
    const ref = (name: string): Schema => definitions.ref(name)
    Object.assign(paths, pathsOf(kind, kind.schema.name, ref))
  }
  return paths
}

/** The documents that there are: the path of each group and version, as the index lists them. */
export function openApiPath(group: string, version: string): string {
  return groupPath(group, version).slice(1)
}
