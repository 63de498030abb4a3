import { expect, it } from 'vitest'
import { faultName } from './faults.ts'

it('names a fault after what it does, in words that Kubernetes allows', () => {
  const name = faultName('bad-image', 'Shop.example/Web:*', 123_456)
  expect(name).toMatch(/^bad-image-shop-example-web-[a-z0-9]+$/)
})

it('gives two faults of the same kind different names', () => {
  expect(faultName('crash', 'node-1', 1)).not.toBe(faultName('crash', 'node-1', 2))
})
