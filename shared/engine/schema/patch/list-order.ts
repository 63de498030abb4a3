import { isRecord } from '../../json.ts'

/** What an item is known by in its list: the value of the merge key, or the item itself. */
export function identityOf(item: unknown, key: string | undefined): unknown {
  return key !== undefined && isRecord(item) ? item[key] : item
}

/**
 * Brings merged items into an order: those that the patch names in its order, the others in the
 * order that the server had. The two are woven so that server-only items come as early as the
 * server's order allows: with [a b] on the server and a patch of [c], the result is [c a b].
 * Source: strategicpatch normalizeElementOrder, mergeSortedSlice.
 */
export function inOrder(
  items: readonly unknown[],
  order: readonly unknown[],
  server: readonly unknown[],
  key: string | undefined,
): unknown[] {
  const wanted = order.map((item) => identityOf(item, key))
  const had = server.map((item) => identityOf(item, key))
  const rank = (list: unknown[]) => (left: unknown, right: unknown) =>
    list.indexOf(identityOf(left, key)) - list.indexOf(identityOf(right, key))
  const named = items.filter((item) => wanted.includes(identityOf(item, key))).sort(rank(wanted))
  const others = items.filter((item) => !wanted.includes(identityOf(item, key))).sort(rank(had))
  return weave(others, named, (item) => had.indexOf(identityOf(item, key)))
}

function weave(
  others: readonly unknown[],
  named: readonly unknown[],
  placeOf: (item: unknown) => number,
): unknown[] {
  const woven: unknown[] = []
  let next = 0
  for (const item of named) {
    const place = placeOf(item)
    while (next < others.length && place >= 0) {
      const other = placeOf(others[next])
      if (other < 0 || other > place) break
      woven.push(others[next])
      next += 1
    }
    woven.push(item)
  }
  return [...woven, ...others.slice(next)]
}
