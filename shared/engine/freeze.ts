import { Agenda, type Row } from './agenda.ts'
import type { Frozen, FrozenRow } from './frozen.ts'
import type { Json } from './json.ts'
import type { Registry } from './kinds/define-kind.ts'
import { Notes } from './store/notes.ts'
import { Store, type Entry } from './store/store.ts'
import type { Millis } from './time.ts'

/** Grows when frozen rows change their form. */
const FORM = 1

/** Everything that a cluster consists of; what is not here is derived. */
export interface ClusterParts {
  store: Store
  notes: Notes
  agenda: Agenda
  /** All luck is hashed from it. */
  seed: string
  /** The number of the last input. */
  seq: number
}

interface Counters {
  form: number
  seed: string
  now: Millis
  rv: number
  seq: number
  agenda: number
}

function emptyStore(registry: Registry): { store: Store; notes: Notes } {
  const notes = new Notes()
  const indexes = Object.assign({}, ...registry.kinds.map((kind) => kind.indexes ?? {}))
  const tallies = Object.entries(registry.tallies).map(([name, make]) => [name, make()] as const)
  return { store: new Store({ indexes, tallies: Object.fromEntries(tallies) }, notes), notes }
}

/** The parts of a cluster that has nothing in it yet. */
export function emptyParts(registry: Registry, seed: string, now: Millis): ClusterParts {
  const parts = { ...emptyStore(registry), agenda: new Agenda(), seed, seq: 0 }
  parts.store.now = now
  return parts
}

/** Builds a cluster's parts from rows; every index and total is computed anew. */
export function thawParts(registry: Registry, frozen: Frozen): ClusterParts {
  const { store, notes } = emptyStore(registry)
  const rows: Row[] = []
  let counters: Counters | undefined
  for (const { table, key, value } of frozen) {
    if (value === null) continue
    if (table === 'cluster') counters = value as unknown as Counters
    else if (table === 'object') store.restore(value as unknown as Entry)
    else if (table === 'incarnation') store.restoreIncarnation(key, value as number)
    else if (table === 'note') notes.restore(key, value)
    else rows.push({ ...(value as unknown as Omit<Row, 'address'>), address: key })
  }
  if (!counters) throw new Error('frozen rows hold no cluster')
  if (counters.form !== FORM) throw new Error(`frozen form ${counters.form}, not ${FORM}`)
  store.now = counters.now
  store.rv = counters.rv
  const { seed, seq } = counters
  return { store, notes, agenda: new Agenda(rows, counters.agenda), seed, seq }
}

/** All rows, in the order of (table, key): equal clusters freeze to equal rows. */
export function freeze(parts: ClusterParts): Frozen {
  const { store, notes, agenda } = parts
  const { objects, incarnations } = store.keys()
  return [
    ...agenda.rows().map((row) => agendaRow(parts, row.address)),
    clusterRow(parts),
    ...incarnations.map((key) => incarnationRow(parts, key)),
    ...notes.rows().map((key) => noteRow(parts, key)),
    ...objects.map((key) => objectRow(parts, key)),
  ]
}

/** The rows that changed since the last call. */
export function rowsTouched(parts: ClusterParts): FrozenRow[] {
  const { store, notes, agenda } = parts
  return [
    ...agenda.takeTouched().map((address) => agendaRow(parts, address)),
    clusterRow(parts),
    ...store.takeCounted().map((key) => incarnationRow(parts, key)),
    ...notes.takeTouched().map((key) => noteRow(parts, key)),
    ...store.takeTouched().map((key) => objectRow(parts, key)),
  ]
}

function clusterRow({ store, agenda, seed, seq }: ClusterParts): FrozenRow {
  const counters = { form: FORM, seed, now: store.now, rv: store.rv, seq, agenda: agenda.seq }
  return { table: 'cluster', key: '', value: counters }
}

function objectRow({ store }: ClusterParts, key: string): FrozenRow {
  return { table: 'object', key, value: (store.entry(key) ?? null) as unknown as Json }
}

function incarnationRow({ store }: ClusterParts, key: string): FrozenRow {
  return { table: 'incarnation', key, value: store.incarnation(key) }
}

function noteRow({ notes }: ClusterParts, key: string): FrozenRow {
  return { table: 'note', key, value: notes.at(key) }
}

function agendaRow({ agenda }: ClusterParts, address: string): FrozenRow {
  const row = agenda.at(address)
  const value = row ? { due: row.due, seq: row.seq, because: row.because } : null
  return { table: 'agenda', key: address, value }
}
