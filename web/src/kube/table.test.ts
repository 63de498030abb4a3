import { expect, it } from 'vitest'
import { filterRows, isTrouble, shownColumns, type Table } from './table.ts'

const table: Table = {
  columnDefinitions: [
    { name: 'Name', type: 'string', priority: 0 },
    { name: 'IP', type: 'string', priority: 1 },
  ],
  rows: ['web', 'db'].map((name) => ({
    cells: [name, '10.0.0.1'],
    object: { metadata: { name, namespace: name === 'db' ? 'data' : 'default' } },
  })),
}

it('hides columns of lower priority until wide is asked for', () => {
  expect(shownColumns(table, false)).toEqual([0])
  expect(shownColumns(table, true)).toEqual([0, 1])
})

it('finds rows by cell or namespace in any case of letters', () => {
  expect(filterRows(table, ' WEB ').map((row) => row.cells[0])).toEqual(['web'])
  expect(filterRows(table, 'data').map((row) => row.cells[0])).toEqual(['db'])
  expect(filterRows(table, '')).toHaveLength(2)
})

it('knows words of trouble from words of calm', () => {
  expect(['CrashLoopBackOff', 'ErrImagePull', 'NotReady', 'Error'].every(isTrouble)).toBe(true)
  expect(['Running', 'Ready', 'Completed', 'erratic', 3].some(isTrouble)).toBe(false)
})
