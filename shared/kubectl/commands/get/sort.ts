import type { KubeObject } from '../../object.ts'
import { jsonPathValues } from '../../output/jsonpath.ts'
import type { Table } from '../../output/table.ts'

/** Orders values as `--sort-by` does: what is missing first, numbers by size, texts by letters. */
export function sortObjects<T>(items: readonly T[], of: (item: T) => unknown, path: string): T[] {
  const keyed = items.map((item) => ({ item, key: jsonPathValues(path, of(item))[0] }))
  return keyed.sort((left, right) => compare(left.key, right.key)).map(({ item }) => item)
}

/** The same for rows of a table, which carry their objects. */
export function sortRows(
  rows: readonly NonNullable<Table['rows']>[number][],
  path: string,
): NonNullable<Table['rows']> {
  return sortObjects(rows, ({ object }): KubeObject | undefined => object ?? undefined, path)
}

function compare(left: unknown, right: unknown): number {
  if (left === undefined || right === undefined) {
    return Number(left !== undefined) - Number(right !== undefined)
  }
  if (typeof left === 'number' && typeof right === 'number') return left - right
  const [one, other] = [String(left), String(right)]
  return one < other ? -1 : one > other ? 1 : 0
}
