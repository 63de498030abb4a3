import type { Note } from './reduce.ts'

/** What happened to the Deployments of a scenario, in words that two clusters can share. */
export interface Told {
  /** Sizes of sets as they changed: `rs1 3`, `rs2 1`, `rs1 2`. */
  sizes: string[]
  /** The Progressing condition as it changed, by Deployment. */
  progressing: string[]
  /** Events about Deployments as they came and counted. */
  events: string[]
  /** Sets that are left: revision, history, size, cause. */
  sets: string[]
  /** Generation and revision of each Deployment at the end. */
  deployments: string[]
}

/** Sets by number, in the order in which they came: names differ from cluster to cluster. */
export function nicknames(notes: readonly Note[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const { kind, name } of notes) {
    if (kind === 'ReplicaSet' && !names.has(name)) names.set(name, `rs${names.size + 1}`)
  }
  return names
}

/** Text with nicknames for sets and their hashes, and `*` for the random ends of their pods. */
export function anonymous(text: string, names: ReadonlyMap<string, string>): string {
  let result = text
  for (const [name, nick] of names) {
    result = result.replaceAll(new RegExp(`\\b${name}-[a-z0-9]{5}\\b`, 'g'), `${nick}-*`)
    result = result.replaceAll(name, nick)
    result = result.replaceAll(name.slice(name.lastIndexOf('-') + 1), `hash of ${nick}`)
  }
  return result
}

/** Tells what notes say. Kubernetes 1.20 said `Scaled up … to 3`, 1.32 says `… from 0 to 3`. */
export function tell(notes: readonly Note[]): Told {
  const names = nicknames(notes)
  const latest = new Map<string, Note>()
  const told: Told = { sizes: [], progressing: [], events: [], sets: [], deployments: [] }
  for (const note of notes) {
    const key = `${note.kind}/${note.name}`
    const before = note.kind === 'Event' ? undefined : latest.get(key)
    latest.set(key, note)
    if (note.kind === 'Event') told.events.push(eventText(note, names))
    if (note.gone) continue
    if (note.kind === 'ReplicaSet' && note.replicas !== before?.replicas) {
      told.sizes.push(`${names.get(note.name)} ${note.replicas}`)
    }
    if (note.kind === 'Deployment') {
      const [now, then] = [progressText(note, names), before && progressText(before, names)]
      if (now && now !== then) told.progressing.push(now)
    }
  }
  for (const note of latest.values()) {
    if (!note.gone && note.kind === 'ReplicaSet') told.sets.push(setText(note, names))
    if (!note.gone && note.kind === 'Deployment') {
      told.deployments.push(`${note.name} generation ${note.generation} revision ${note.revision}`)
    }
  }
  return told
}

function eventText({ name, reason, message = '', count = 1 }: Note, names: Map<string, string>) {
  const text = anonymous(message, names).replace(/ from \d+ to /, ' to ')
  return `${name} ${reason}: ${text}${count > 1 ? ` (x${count})` : ''}`
}

function progressText({ name, conditions = [] }: Note, names: Map<string, string>) {
  const found = conditions.find(({ type }) => type === 'Progressing')
  if (!found) return undefined
  return `${name} ${found.status} ${found.reason}: ${anonymous(found.message, names)}`
}

function setText(note: Note, names: Map<string, string>): string {
  const history = note.history ? ` history ${note.history}` : ''
  const cause = note.cause ? ` cause ${note.cause}` : ''
  const sizes = `${note.replicas} of ${note.desired}, at most ${note.max}`
  return `${names.get(note.name)} revision ${note.revision}${history} size ${sizes}${cause}`
}
