import { expect, it } from 'vitest'
import { routeOf } from './route.svelte.ts'

it('reads the addresses that people are given', () => {
  expect(routeOf('/', '')).toEqual({ at: 'front', open: false })
  expect(routeOf('/', '#/open')).toEqual({ at: 'front', open: true })
  expect(routeOf('/j/k7mpq2', '')).toEqual({ at: 'join', code: 'K7MPQ2' })
  expect(routeOf('/c/abc', '')).toEqual({ at: 'class', id: 'abc', token: null })
  expect(routeOf('/c/abc', '#seat=x.y')).toEqual({ at: 'class', id: 'abc', token: 'x.y' })
  expect(routeOf('/nowhere', '')).toEqual({ at: 'front', open: false })
})
