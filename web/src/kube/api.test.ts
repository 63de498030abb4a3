import { expect, it } from 'vitest'
import { explain, KubeError } from './api.ts'

const refused = (message: string, causes: { field?: string; message: string }[]) =>
  new KubeError({ kind: 'Status', message, details: { causes } }, 422)

it('lists the causes one by one when the message only strings them together', () => {
  const causes = [
    { field: 'spec.replicas', message: 'Invalid value: -1' },
    { field: 'metadata.name', message: 'Required value' },
  ]
  const message = 'invalid: [spec.replicas: Invalid value: -1, metadata.name: Required value]'
  expect(explain(refused(message, causes))).toEqual([
    'spec.replicas: Invalid value: -1',
    'metadata.name: Required value',
  ])
})

it('keeps the message when it has no causes, or says something else', () => {
  expect(explain(refused('not found', []))).toEqual(['not found'])
  expect(explain(refused('not allowed', [{ message: 'quota' }]))).toEqual(['not allowed', 'quota'])
})

it('speaks of any other error in its own words', () => {
  expect(explain(new Error('boom'))).toEqual(['boom'])
})
