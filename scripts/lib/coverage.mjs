/** @typedef {{ id: string, weight: number }} Behaviour one entry of docs/behaviours.yaml */
/** @typedef {{ id: string, weight: number, test: string | null, pass: boolean }} Row */

const ID = /\[([A-Z][A-Z0-9]*-\d{3})\]/g

/**
 * Lays the checklist beside a test report: a test covers the ids that stand in its name in square
 * brackets. An id passes when it has tests and all of them passed.
 * @param {Behaviour[]} checklist
 * @param {Pick<import('./vitest.mjs').Report, 'testResults'>} report
 * @returns {Row[]} in the order of the checklist
 */
export function cover(checklist, report) {
  /** @type {Map<string, import('./vitest.mjs').Assertion[]>} */
  const tests = new Map()
  for (const test of report.testResults.flatMap((file) => file.assertionResults))
    for (const [, id = ''] of test.fullName.matchAll(ID))
      tests.set(id, [...(tests.get(id) ?? []), test])

  return checklist.map(({ id, weight }) => {
    const mine = tests.get(id) ?? []
    const first = mine.find((test) => test.status !== 'passed') ?? mine[0]
    return {
      id,
      weight,
      test: first?.fullName ?? null,
      pass: mine.length > 0 && mine.every((test) => test.status === 'passed'),
    }
  })
}

/**
 * The last line: how many behaviours have a test, how many pass, and the same by weight.
 * @param {Row[]} rows
 */
export function totals(rows) {
  const passing = rows.filter((row) => row.pass)
  const weight = (/** @type {Row[]} */ some) => some.reduce((sum, row) => sum + row.weight, 0)
  return {
    behaviours: rows.length,
    tested: rows.filter((row) => row.test !== null).length,
    passed: passing.length,
    weight: weight(rows),
    weightPassed: weight(passing),
  }
}
