import { joined } from '../bytes.ts'

/** Source: apiserver server/config.go MaxRequestBodyBytes. */
export const LARGEST_BODY = 3 * 1024 * 1024

/**
 * Reads a body that may be anything; undefined as soon as it proves too large, without having kept
 * more than the limit.
 */
export async function readBody(request: Request): Promise<Uint8Array | undefined> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > LARGEST_BODY) {
    await request.body?.cancel().catch(() => {})
    return undefined
  }
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    size += chunk.byteLength
    if (size > LARGEST_BODY) return undefined // leaving the loop cancels the stream
    chunks.push(chunk)
  }
  return joined(chunks)
}
