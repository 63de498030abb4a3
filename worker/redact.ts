/**
 * Signed words (three base64url parts, as seats and capabilities are) and whatever follows `/t/`.
 */
const SECRET = /eyJ[\w-]{8,}\.[\w-]+\.[\w-]+|(?<=\/t\/)[^/\s"'?]+/g

/** Text with every seat's token and every capability blacked out: for logs and error messages. */
export function redact(text: string): string {
  return text.replaceAll(SECRET, '[redacted]')
}
