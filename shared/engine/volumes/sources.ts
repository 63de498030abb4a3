import type { ConfigMap } from '../kinds/configmap/schema.ts'
import type { Secret } from '../kinds/secret/schema.ts'
import { toBytes, type Bytes } from '../programs/bytes.ts'
import { fromBase64 } from '../schema/text-bytes.ts'
import type { View } from '../store/view.ts'

/** What settings are kept in. */
export type SourceKind = 'ConfigMap' | 'Secret'

/** What a source holds, in the form of the API. */
interface Held {
  data?: Record<string, string>
  binaryData?: Record<string, string>
}

/** Keys and their content. */
export type Content = Readonly<Record<string, Bytes>>

// Stored objects are frozen: what was read of one holds for as long as it exists.
const contents = new WeakMap<ConfigMap | Secret, Content>()

/** The content of a ConfigMap or Secret as bytes. */
export function contentOf(source: ConfigMap | Secret): Content {
  let content = contents.get(source)
  if (!content) contents.set(source, (content = read(source.kind, source)))
  return content
}

/** The content of a version that was noted. */
export function contentOfVersion(kind: SourceKind, version: Held): Content {
  return read(kind, version)
}

/** The source by its name, as it is now. */
export function sourceAt(
  view: View,
  kind: SourceKind,
  namespace: string,
  name: string,
): ConfigMap | Secret | undefined {
  return view.get<ConfigMap | Secret>(kind, namespace, name)
}

/** Upstream's words for a source that is not there. */
export function notFound(kind: SourceKind, name: string): string {
  return `${kind.toLowerCase()} "${name}" not found`
}

function read(kind: SourceKind, { data = {}, binaryData = {} }: Held): Content {
  const content: Record<string, Bytes> = {}
  const plain = kind === 'Secret' ? decoded : toBytes
  for (const [key, value] of Object.entries(data)) content[key] = plain(value)
  for (const [key, value] of Object.entries(binaryData)) content[key] = decoded(value)
  return content
}

function decoded(text: string): Bytes {
  let bytes = ''
  for (const octet of fromBase64(text) ?? []) bytes += String.fromCharCode(octet)
  return bytes
}
