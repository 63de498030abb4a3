import { language, type MessageKey, t } from './language.svelte.ts'
import { ServerError } from './server.ts'

/** Sentences by which the class room refuses, as worker/rooms writes them, and ours for them. */
const REFUSALS: Record<string, MessageKey> = {
  'only a teacher may do this': 'error.teachers-only',
  'you still wait in the lobby': 'error.waiting',
  'another run goes on: end it first': 'refused.run',
  'this run is over already': 'refused.over',
  'a teacher cannot be removed': 'refused.teacher',
  'you may read the notebook but not change it now': 'error.frozen',
  'the notebook is full: please delete something': 'refused.full',
  'this is too much text at once': 'refused.much',
  'this is too much at once': 'refused.much',
}

/**
 * A sentence for a server's word, in the language of the page; what the server itself wrote when we
 * have no sentence for the word.
 */
export function sentence(word: string, otherwise = ''): string {
  const key = REFUSALS[word] ?? `error.${word}`
  if (language.has(key)) return t(key)
  return otherwise === '' ? t('error.unknown', { status: word }) : otherwise
}

export function wordsOf(error: unknown): string {
  if (error instanceof ServerError) return sentence(error.word, error.message)
  return error instanceof Error ? error.message : String(error)
}
