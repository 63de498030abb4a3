import { equal, type Json } from '../json.ts'
import { defineController, type Controller } from '../kinds/define-kind.ts'
import type { ConfigMap } from '../kinds/configmap/schema.ts'
import type { Namespace } from '../kinds/namespace/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import type { Secret } from '../kinds/secret/schema.ts'
import { keyOf, objectKey, type KubeObject } from '../object.ts'
import { plan, type Plan } from '../plan.ts'
import type { View } from '../store/view.ts'
import { MINUTE, SECOND, type Millis } from '../time.ts'
import { settingsOf } from './settings.ts'
import type { SourceKind } from './sources.ts'

/** What a ConfigMap or Secret held from an instant on. */
export interface Version {
  at: Millis
  data?: Record<string, string>
  binaryData?: Record<string, string>
}

/** No kubelet lags behind for longer than this. */
const LONGEST_LAG_MS = 2 * MINUTE

/** Names of the sources of a namespace of which something is noted. */
const NAMES = 'sources'

/**
 * Pods go on seeing what was mounted until their kubelet looks again, and for ever when it is
 * deleted. So what a source held is noted about its namespace, which outlives it.
 */
function versionsNote(kind: SourceKind, name: string): string {
  return `source:${kind}/${name}`
}

/** What a source held, oldest first; the last is what it holds now, or held when it was deleted. */
export function versionsOf(
  view: View,
  kind: SourceKind,
  namespace: string,
  name: string,
): readonly Version[] {
  const home = view.get<Namespace>('Namespace', '', namespace)
  const noted = home && view.noteOf<Json>(home, versionsNote(kind, name))
  const versions = (noted as unknown as Version[] | undefined) ?? []
  const source = view.get<ConfigMap | Secret>(kind, namespace, name)
  if (!source || holds(versions.at(-1), source)) return versions
  return [...versions, versionAt(view.now, source)]
}

function versionAt(at: Millis, source: ConfigMap | Secret): Version {
  const { data } = source
  const binaryData = source.kind === 'ConfigMap' ? source.binaryData : undefined
  return { at, ...(data ? { data } : {}), ...(binaryData ? { binaryData } : {}) }
}

function holds(version: Version | undefined, source: ConfigMap | Secret): boolean {
  if (!version) return false
  const binaryData = source.kind === 'ConfigMap' ? source.binaryData : undefined
  return equal(version.data, source.data) && equal(version.binaryData, binaryData)
}

function keep(source: ConfigMap | Secret, view: View): Plan {
  const result = plan()
  const { kind, metadata } = source
  const home = view.get<Namespace>('Namespace', '', metadata.namespace ?? '')
  if (!home) return result
  const name = versionsNote(kind, metadata.name)
  const noted = (view.noteOf<Json>(home, name) as unknown as Version[] | undefined) ?? []
  if (holds(noted.at(-1), source)) return result
  const recent = noted.filter(({ at }, index) => {
    const next = noted[index + 1]
    return !next || next.at > view.now - LONGEST_LAG_MS || at > view.now - LONGEST_LAG_MS
  })
  const names = view.noteOf<string[]>(home, NAMES) ?? []
  if (!names.includes(name)) result.note(home, NAMES, [...names, name])
  return result.note(home, name, [...recent, versionAt(view.now, source)] as unknown as Json)
}

/** Forgets what deleted sources held when no pod can see it any more. */
function sweep(home: Namespace, view: View): Plan {
  const result = plan()
  const names = view.noteOf<string[]>(home, NAMES) ?? []
  const gone = names.filter((name) => isGone(name, home, view))
  if (gone.length === 0) return result
  const used = new Set(view.list<Pod>('Pod', home.metadata.name).flatMap(sourcesOf))
  const forgotten = gone.filter((name) => !used.has(name))
  if (forgotten.length === 0) return result
  for (const name of forgotten) result.note(home, name, null)
  return result.note(
    home,
    NAMES,
    names.filter((name) => !forgotten.includes(name)),
  )
}

function isGone(note: string, { metadata }: Namespace, view: View): boolean {
  const [kind = '', name = ''] = note.slice('source:'.length).split('/')
  return view.get(kind, metadata.name, name) === undefined
}

function sourcesOf({ spec }: Pod): string[] {
  const settings = (spec.volumes ?? []).flatMap(settingsOf)
  return settings.map(({ kind, name }) => versionsNote(kind, name))
}

const itself = (object: KubeObject): string[] => [keyOf(object)]

function keeper(kind: SourceKind): Controller {
  return defineController<ConfigMap | Secret>({
    name: `${kind.toLowerCase()}-versions`,
    kind,
    lagMs: 1,
    wokenBy: { [kind]: itself },
    reconcile: keep,
  })
}

const homeOfTheGone = ({ metadata }: KubeObject, { type }: { type: string }): string[] =>
  type === 'DELETED' ? [objectKey('Namespace', '', metadata.namespace ?? '')] : []

/** Keep what ConfigMaps and Secrets held, for as long as a pod may still see it. */
export const sourceKeepers: readonly Controller[] = [
  keeper('ConfigMap'),
  keeper('Secret'),
  defineController<Namespace>({
    name: 'source-sweeper',
    kind: 'Namespace',
    lagMs: 5 * SECOND,
    wokenBy: { ConfigMap: homeOfTheGone, Secret: homeOfTheGone },
    reconcile: sweep,
  }),
]
