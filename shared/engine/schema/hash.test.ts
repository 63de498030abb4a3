import { expect, it } from 'vitest'
import { templateHash } from './hash.ts'

const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c' }] } }

it('is the same for equal templates, in whatever order their fields stand', () => {
  const other = { spec: { containers: [{ name: 'c' }] }, metadata: { labels: { app: 'web' } } }
  expect(templateHash(other)).toBe(templateHash(template))
})

it('differs with the template and with the collision count', () => {
  const changed = { ...template, spec: { containers: [{ name: 'd' }] } }
  const hashes = [template, changed].map((one) => templateHash(one))
  hashes.push(templateHash(template, 0), templateHash(template, 1))
  expect(new Set(hashes).size).toBe(4)
})

it('is written in the letters of generated names, ten at most', () => {
  for (let count = 0; count < 100; count += 1) {
    expect(templateHash(template, count)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/)
  }
})

it('never changes from one release to the next', () => {
  expect(templateHash(template)).toMatchInlineSnapshot(`"56678f7d9c"`)
})
