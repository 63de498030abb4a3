import { redact } from './redact.ts'

/** One line of JSON for the operator, without capabilities, tokens or bodies. */
export function logFault(what: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  console.error(redact(JSON.stringify({ level: 'error', what, error: text })))
}
