import type { FetchReply } from '../../../kubectl/index.ts'
import type { Reply } from '../../input.ts'

/** An answer as `fetch` gives it: of a reply whole, of a watch line by line as the reader asks. */
export function watchReply(
  of: Reply | readonly string[],
  pull?: () => string | undefined,
): FetchReply {
  if (!pull) return wholeReply(of as Reply)
  const lines = [...(of as readonly string[])]
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const line = lines.shift() ?? pull()
        if (line === undefined) controller.close()
        else controller.enqueue(encoder.encode(line))
      },
    },
    { highWaterMark: 0 },
  )
  return { status: 200, headers: new Headers(), text: () => Promise.resolve(''), body }
}

function wholeReply({ code, body, warnings = [] }: Reply): FetchReply {
  const headers = new Headers(warnings.map((text) => ['Warning', `299 - ${JSON.stringify(text)}`]))
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status: code, headers, text: () => Promise.resolve(text), body: null }
}
