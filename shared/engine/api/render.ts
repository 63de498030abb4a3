import { stringify } from 'yaml'
import type { Reply } from '../input.ts'
import type { Json } from '../json.ts'
import type { KubeObject } from '../object.ts'
import { replied, type Call } from './call.ts'
import { presented } from './readable.ts'
import { metadataOf, tableOf } from './table.ts'

/** Answers one object in the form that was asked for. */
export function showObject(
  call: Call,
  object: KubeObject,
  code = 200,
  warnings: readonly string[] = [],
): Reply {
  const { api, target, form } = call
  const shown = presented(api, target.kind, object)
  if (form.as === 'whole') return whole(call, shown, code, warnings)
  if (form.as === 'metadata') return replied(metadataOf(shown), code, warnings)
  const metadata = { resourceVersion: shown.metadata.resourceVersion }
  const table = tableOf(api, target.kind, [shown], { include: form.include, metadata })
  return replied(table, code, warnings)
}

/** Answers a list in the form that was asked for. `metadata` is the list's own. */
export function showList(
  call: Call,
  objects: readonly KubeObject[],
  metadata: Record<string, Json>,
): Reply {
  const { api, target, form } = call
  const { kind } = target
  const shown = objects.map((object) => presented(api, kind, object))
  if (form.as === 'table') {
    return replied(tableOf(api, kind, shown, { include: form.include, metadata }))
  }
  if (form.as === 'metadata') {
    return replied({
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      items: shown.map((object) => ({ metadata: metadataOf(object).metadata })),
    })
  }
  const apiVersion = kind.group ? `${kind.group}/${kind.version}` : kind.version
  const items = shown.map(({ apiVersion: _version, kind: _kind, ...rest }) => rest)
  return whole(call, { kind: `${kind.kind}List`, apiVersion, metadata, items }, 200, [])
}

function whole(call: Call, body: unknown, code: number, warnings: readonly string[]): Reply {
  if (call.form.as !== 'whole' || !call.form.yaml) return replied(body, code, warnings)
  const text = stringify(body, { aliasDuplicateObjects: false, lineWidth: 0 })
  return { ...replied(text, code, warnings), contentType: 'application/yaml' }
}
