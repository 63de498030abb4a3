import { selectorText } from '../schema/match-selector.ts'
import type { LabelSelector } from '../schema/selector.ts'
import { ageText, parseTimestamp, type Millis } from '../time.ts'
import type { KubeObject } from '../object.ts'
import type { Column } from './define-kind.ts'

/** How long ago an instant was, in kubectl's short form; `<unknown>` where none is given. */
export function sinceText(time: string | null | undefined, now: Millis): string {
  const at = time ? parseTimestamp(time) : undefined
  return at === undefined ? '<unknown>' : ageText(now - at)
}

/** The first column of every table. */
export const nameColumn: Column<KubeObject> = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'What the object is called; no two of a kind and namespace share a name.',
  cell: (object) => object.metadata.name,
}

/** How old an object is. */
export const ageColumn: Column<KubeObject> = {
  name: 'Age',
  type: 'string',
  description: 'How long ago the object was made.',
  cell: (object, { now }) => sinceText(object.metadata.creationTimestamp, now),
}

/** What workloads have in common. */
interface Workload extends KubeObject {
  spec: {
    selector: LabelSelector
    template: { spec: { containers: readonly { name: string; image?: string }[] | null } }
  }
}

const containersOf = (object: Workload) => object.spec.template.spec.containers ?? []

/** Containers, images and selector: what `-o wide` adds for workloads. */
export const workloadColumns: readonly Column<Workload>[] = [
  {
    name: 'Containers',
    type: 'string',
    priority: 1,
    description: 'The containers of each pod.',
    cell: (object) =>
      containersOf(object)
        .map((container) => container.name)
        .join(','),
  },
  {
    name: 'Images',
    type: 'string',
    priority: 1,
    description: 'The images of these containers.',
    cell: (object) =>
      containersOf(object)
        .map((container) => container.image ?? '')
        .join(','),
  },
  {
    name: 'Selector',
    type: 'string',
    priority: 1,
    description: 'Which pods belong to it.',
    cell: (object) => selectorText(object.spec.selector) || '<none>',
  },
]
