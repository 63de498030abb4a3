import { isRecord } from '../../json.ts'

type Fields = Record<string, unknown>

const NAME_LABEL = 'kubernetes.io/metadata.name'

/** Every namespace carries its name as a label, so that selectors can name it. */
export function completeNamespace(namespace: Readonly<Fields>): Fields {
  const { metadata } = namespace
  if (!isRecord(metadata) || !metadata.name) return namespace
  const labels = isRecord(metadata.labels) ? metadata.labels : {}
  if (labels[NAME_LABEL] === metadata.name) return namespace
  const next = { ...labels, [NAME_LABEL]: metadata.name }
  return { ...namespace, metadata: { ...metadata, labels: next } }
}
