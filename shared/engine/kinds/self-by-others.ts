import { keyOf } from '../object.ts'
import type { Wakes } from './define-kind.ts'

/** The changed object itself, unless the controller wrote the change: it knows what it wrote. */
export function selfByOthers(controller: string): Wakes {
  return (object, { cause }) => {
    const key = keyOf(object)
    return cause.by === 'visit' && cause.address === `${controller}|${key}` ? [] : [key]
  }
}
