import { parseAllDocuments } from 'yaml'
import { Failure } from './failure.ts'
import type { Resource } from './discovery.ts'
import { isRecord, type JsonRecord, type KubeObject } from './object.ts'
import type { Session } from './session.ts'

/** One object of a file. */
export interface Manifest {
  /** The path as it stood on the line; `STDIN` for `-`. */
  source: string
  resource: Resource
  object: KubeObject
}

/** Reads the files of `-f`, every document of each, and gives namespaced objects a namespace. */
export async function readManifests(session: Session): Promise<Manifest[]> {
  const texts = session.flags.all('filename').map((path) => read(session, path))
  const discovery = await session.discovery()
  const objects = texts.flatMap(({ source, text }) =>
    objectsIn(source, text).map((object) => {
      const resource = discovery.ofKind(object.apiVersion, object.kind)
      if (!resource) throw unknownKind(source, object)
      return { source, resource, object: placed(session, resource, object) }
    }),
  )
  if (objects.length === 0) throw new Failure(`no objects passed to ${session.command}`)
  return objects
}

function read(session: Session, path: string): { source: string; text: string } {
  if (path === '-') return { source: 'STDIN', text: session.io.stdin ?? '' }
  const text = session.io.files?.(path)
  if (text === undefined) throw new Failure(`the path "${path}" does not exist`)
  return { source: path, text }
}

/** Every object of a text: documents, and the items of Lists. */
export function objectsIn(source: string, text: string): KubeObject[] {
  const name = source === 'STDIN' ? 'STDIN' : `"${source}"`
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, uniqueKeys: false })
  if (!Array.isArray(documents)) return []
  return documents.flatMap((document) => {
    const error = document.errors[0]
    if (error) throw new Failure(`error parsing ${source}: ${yamlProblem(error)}`)
    const value: unknown = document.toJS()
    if (value === null || value === undefined) return []
    return itemsOf(checked(name, value))
  })
}

function itemsOf(object: JsonRecord): KubeObject[] {
  const items = object.kind === 'List' && Array.isArray(object.items) ? object.items : [object]
  return items.map((item) => {
    const record = isRecord(item) ? item : {}
    const metadata = isRecord(record.metadata) ? record.metadata : {}
    return { ...record, metadata: { name: '', ...metadata } } as unknown as KubeObject
  })
}

function checked(name: string, value: unknown): JsonRecord {
  if (!isRecord(value)) throw unvalidated(name, 'invalid object to validate')
  const unset = ['apiVersion', 'kind'].filter((field) => !value[field])
  if (unset.length > 0) {
    const list = unset.map((field) => `${field} not set`).join(', ')
    const why = unset.length > 1 ? `[${list}]` : list
    throw unvalidated(name, why)
  }
  return value
}

function unvalidated(name: string, why: string): Failure {
  return new Failure(
    `error validating ${name}: error validating data: ${why}; if you choose to ignore these ` +
      'errors, turn validation off with --validate=false',
  )
}

function unknownKind(source: string, object: KubeObject): Failure {
  const { name = '', namespace = '' } = object.metadata
  return new Failure(
    `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${source}": ` +
      `no matches for kind "${object.kind}" in version "${object.apiVersion}"\n` +
      'ensure CRDs are installed first',
  )
}

function placed(session: Session, resource: Resource, object: KubeObject): KubeObject {
  if (!resource.namespaced) return object
  const { namespace } = object.metadata
  const wanted = session.flags.text('namespace')
  if (namespace && wanted && namespace !== wanted) {
    throw new Failure(
      `the namespace from the provided object "${namespace}" does not match the namespace ` +
        `"${wanted}". You must pass '--namespace=${namespace}' to perform this operation.`,
    )
  }
  return { ...object, metadata: { ...object.metadata, namespace: namespace ?? session.namespace } }
}

interface YamlError {
  code: string
  message: string
  linePos?: readonly { line: number }[]
}

/**
 * What go-yaml would have said. The line is that of the parser here; upstream's is often one off.
 */
function yamlProblem({ code, linePos }: YamlError): string {
  const line = linePos?.[0]?.line ?? 1
  const scanner: Record<string, string> = {
    BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
    MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
    TAB_AS_INDENT: 'found character that cannot start any token',
  }
  const parser: Record<string, string> = { BAD_INDENT: 'did not find expected key' }
  const where = scanner[code] ? line : Math.max(1, line - 1)
  const why = scanner[code] ?? parser[code] ?? 'did not find expected key'
  return `error converting YAML to JSON: yaml: line ${where}: ${why}`
}
