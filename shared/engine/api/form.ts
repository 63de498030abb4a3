import { failure, type Status } from './status.ts'
import type { Query } from './query.ts'

/** How a reply shows objects: whole, only their metadata, or as rows of a table. */
export type Form =
  | { as: 'whole'; yaml: boolean }
  | { as: 'metadata' }
  | { as: 'table'; include: 'None' | 'Metadata' | 'Object' }

const META = 'meta.k8s.io'

interface Clause {
  type: string
  params: Map<string, string>
}

/**
 * Which form the `Accept` header asks for; the first acceptable clause wins. Protobuf is answered
 * with JSON, which every client reads. Source: apiserver endpoints/handlers/negotiation.
 */
export function formOf(accept: string | undefined, query: Query): Form | Status {
  if (!accept?.trim()) return { as: 'whole', yaml: false }
  for (const clause of accept.split(',').map(readClause)) {
    const form = formOfClause(clause, query)
    if (form) return form
  }
  const types = 'application/json, application/yaml, application/vnd.kubernetes.protobuf'
  const message = `only the following media types are accepted: ${types}`
  return failure(406, 'NotAcceptable', message)
}

function readClause(text: string): Clause {
  const [type = '', ...rest] = text.split(';').map((part) => part.trim())
  const pairs = rest.map((part): [string, string] => {
    const split = part.indexOf('=')
    return [part.slice(0, split), part.slice(split + 1)]
  })
  return { type, params: new Map(pairs) }
}

function formOfClause({ type, params }: Clause, query: Query): Form | undefined {
  const yaml = type === 'application/yaml'
  const json = [
    'application/json',
    'application/vnd.kubernetes.protobuf',
    'application/*',
    '*/*',
  ].includes(type)
  if (!json && !yaml) return undefined
  const as = params.get('as')
  if (as === undefined) return { as: 'whole', yaml }
  if (params.get('g') !== META || params.get('v') !== 'v1') return undefined
  if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') {
    return { as: 'metadata' }
  }
  if (as !== 'Table') return undefined
  const include = query.get('includeObject')
  return { as: 'table', include: include === 'None' || include === 'Object' ? include : 'Metadata' }
}
