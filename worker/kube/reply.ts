import type { Reply } from '../../shared/engine/index.ts'

/** Turns the engine's answer into HTTP. Text bodies go out as they are, everything else as JSON. */
export function replyResponse({ code, body, warnings = [], contentType }: Reply): Response {
  const type = contentType ?? 'application/json'
  const isText = typeof body === 'string' && contentType !== undefined
  const headers = new Headers({ 'content-type': type, 'cache-control': 'no-cache, private' })
  // Upstream: apiserver pkg/warning, RFC 7234 code 299.
  for (const text of warnings) headers.append('warning', `299 - ${quoted(text)}`)
  const text = isText ? body : JSON.stringify(body)
  return new Response(code === 204 ? null : text, { status: code, headers })
}

function quoted(text: string): string {
  // Header values are bytes; what is no printable ASCII would not arrive.
  const plain = text.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll(/["\\]/g, '\\$&')
  return `"${plain}"`
}
