import { fromProtobuf } from '../../shared/engine/index.ts'

/** A protobuf body as JSON text, or what is wrong with it. */
export function jsonOfProtobuf(body: Uint8Array): { text: string } | { problem: string } {
  const read = fromProtobuf(body)
  return typeof read === 'string' ? { problem: read } : { text: JSON.stringify(read.object) }
}
