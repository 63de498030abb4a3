import { isRecord, type JsonRecord } from '../object.ts'
import type { Describer } from './describer.ts'
import type { Description } from './description.ts'
import { describeEvents, eventsAbout } from './events.ts'

const SKIPPED = [
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
]
const ACRONYMS = ['API', 'URL', 'UID', 'GUID']

/** Anything that has no page of its own. Upstream: kubectl pkg/describe genericDescriber. */
export const generic: Describer = {
  kind: '*',
  describe: async (page, object, session) => {
    const events = await eventsAbout(session, object, { kind: object.kind })
    page.line(0, `Name:\t${object.metadata.name}`)
    page.line(0, `Namespace:\t${object.metadata.namespace ?? ''}`)
    page.labels('Labels', object.metadata.labels)
    page.annotations('Annotations', object.metadata.annotations)
    content(page, 0, object as unknown as JsonRecord, '')
    describeEvents(page, events, session.now)
  },
}

function content(page: Description, level: number, record: JsonRecord, path: string): void {
  for (const key of Object.keys(record).sort()) {
    const value = record[key]
    const here = `${path}.${key}`
    if (SKIPPED.includes(here)) continue
    if (isRecord(value)) {
      page.line(level, `${title(key)}:`)
      content(page, level + 1, value, here)
    } else if (Array.isArray(value)) {
      page.line(level, `${title(key)}:`)
      for (const item of value) {
        if (isRecord(item)) content(page, level + 1, item, here)
        else page.line(level + 1, String(item))
      }
    } else page.line(level, `${title(key)}:\t${value === null ? '<nil>' : String(value)}`)
  }
}

/** `creationTimestamp` → `Creation Timestamp`, `podIP` → `Pod IP`. */
function title(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field
  const words = field.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]+|-/g) ?? [field]
  return words
    .map((word) => {
      if (ACRONYMS.includes(word.toUpperCase())) return word.toUpperCase()
      return word === word.toLowerCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word
    })
    .join(' ')
}
