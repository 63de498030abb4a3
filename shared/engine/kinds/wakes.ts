import { controllerOf, keyOf, objectKey } from '../object.ts'
import type { Wakes } from './define-kind.ts'

/** The changed object itself. */
export const self: Wakes = (object) => [keyOf(object)]

/** The controlling owner, when it is of the kind; also the owner that the object had before. */
export function owner(kind: string): Wakes {
  return (object, change) => {
    const keys = new Set<string>()
    for (const state of [object, change.previous]) {
      const reference = state && controllerOf(state)
      if (reference?.kind === kind) {
        keys.add(objectKey(kind, object.metadata.namespace ?? '', reference.name))
      }
    }
    return [...keys]
  }
}

/** Every object of a kind in the changed object's namespace. */
export function everyoneInNamespace(kind: string): Wakes {
  return (object, _change, view) =>
    view.list(kind, object.metadata.namespace ?? '').map((other) => keyOf(other))
}

/** Every object of a kind. */
export function everyone(kind: string): Wakes {
  return (_object, _change, view) => view.list(kind).map((other) => keyOf(other))
}
