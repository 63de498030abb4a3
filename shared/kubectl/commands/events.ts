import { defineCommand } from '../command.ts'
import { ageOf } from '../age.ts'
import { EVERYWHERE, OUTPUT } from '../common-flags.ts'
import { Failure } from '../failure.ts'
import type { KubeObject } from '../object.ts'
import { align, TABLE } from '../output/columns.ts'
import { printerOf } from '../output/printer.ts'
import { listObjects, type Session } from '../session.ts'
import type { EventObject } from '../describe/events.ts'

/** `kubectl events`. Upstream: kubectl pkg/cmd/events. */
export const events = defineCommand({
  name: 'events',
  about: 'List events',
  flags: [
    ...OUTPUT,
    EVERYWHERE,
    { name: 'for', type: 'text' },
    { name: 'types', type: 'list' },
    { name: 'watch', short: 'w', type: 'flag' },
    { name: 'no-headers', type: 'flag' },
    { name: 'chunk-size', type: 'number' },
  ],
  run: async (session) => {
    const { flags, io } = session
    const isEverywhere = flags.on('all-namespaces')
    const types = flags.all('types').map((type) => type.toLowerCase())
    if (types.some((type) => !['normal', 'warning'].includes(type))) {
      throw new Failure('valid --types are Normal or Warning')
    }
    const resource = (await session.discovery()).mustHave('events')
    const all = await listObjects<EventObject & KubeObject>(
      session,
      resource,
      isEverywhere ? undefined : session.namespace,
      { fieldSelector: await about(session) },
    )
    const shown = all
      .filter(({ type }) => types.length === 0 || types.includes(String(type).toLowerCase()))
      .sort((left, right) => Date.parse(timeOf(left)) - Date.parse(timeOf(right)))
    if (shown.length === 0) {
      const where = isEverywhere ? '' : ` in ${session.namespace} namespace`
      return io.stderr(isEverywhere ? 'No events found.\n' : `No events found${where}.\n`)
    }
    const print = printerOf(flags.text('output') ?? '')
    if (print) {
      const list = { apiVersion: 'v1', items: shown, kind: 'List', metadata: {} }
      return io.stdout(print(list))
    }
    const header = ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE']
    if (isEverywhere) header.unshift('NAMESPACE')
    const rows = shown.map((event) => cells(event, session.now, isEverywhere).join('\t'))
    const lines = flags.on('no-headers') ? rows : [header.join('\t'), ...rows]
    io.stdout(align(lines.map((line) => `${line}\n`).join(''), TABLE))
  },
})

async function about(session: Session): Promise<string | undefined> {
  const text = session.flags.text('for')
  if (text === undefined) return undefined
  const [type = '', name] = text.split('/')
  if (name === undefined) throw new Failure('--for must be in resource/name form')
  const resource = (await session.discovery()).mustHave(type)
  const version = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`
  return (
    `involvedObject.kind=${resource.kind},involvedObject.name=${name},` +
    `involvedObject.apiVersion=${version}`
  )
}

function timeOf(event: EventObject): string {
  return event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? ''
}

function cells(event: EventObject & KubeObject, now: number, isEverywhere: boolean): string[] {
  const { involvedObject: about } = event
  const last = ageOf(timeOf(event) || undefined, now)
  const first = ageOf(event.eventTime ?? event.firstTimestamp, now)
  const count = event.series?.count ?? event.count ?? 0
  const seen = count > 1 ? `${last} (x${count} over ${first})` : first
  return [
    ...(isEverywhere ? [event.metadata.namespace ?? ''] : []),
    seen,
    event.type ?? '',
    event.reason ?? '',
    `${about?.kind}/${about?.name}`,
    (event.message ?? '').trim(),
  ]
}
