import type { Deployment } from '../../kinds/deployment/schema.ts'
import { SECOND } from '../../time.ts'
import type { Story } from './story.ts'

/**
 * A Deployment's life as a table: time, ready pods of those wanted, up-to-date ones, the reason of
 * the Progressing condition where it changed, and the lines that were typed.
 */
export function timeline(story: Story, name: string): string {
  const start = story.cluster.now - story.elapsed
  const rows: { at: number; text: string }[] = []
  let shown = ''
  let reason = ''
  for (const { at, object, type } of story.changes) {
    if (object.kind !== 'Deployment' || object.metadata.name !== name) continue
    const { spec, status } = object as Deployment
    const counts = `${status.readyReplicas ?? 0}/${spec.replicas}  ${status.updatedReplicas ?? 0}`
    const now = status.conditions?.find((one) => one.type === 'Progressing')?.reason ?? ''
    const text = type === 'DELETED' ? 'gone' : `${counts}  ${now === reason ? '' : now}`.trimEnd()
    reason = now
    if (text !== shown) rows.push({ at, text })
    shown = counts
  }
  for (const { at, line } of story.typed) rows.push({ at, text: `$ ${line}` })
  return rows
    .sort((left, right) => left.at - right.at || Number(right.text.startsWith('$')) - 1)
    .map(({ at, text }) => `${((at - start) / SECOND).toFixed(1).padStart(6)}s  ${text}`)
    .join('\n')
}
