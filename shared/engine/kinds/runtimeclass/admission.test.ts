import { expect, test } from 'vitest'
import { Desk, refusal } from '../../api/test-support/desk.ts'

test('classes of runtimes, and what only they may give, are refused with the reason', () => {
  const says = (spec: object): string => {
    const containers = [{ name: 'c', image: 'nginx' }]
    const body = { metadata: { name: 'p' }, spec: { containers, ...spec } }
    return refusal(new Desk().ask('POST', '/api/v1/namespaces/default/pods', { body })).message
  }
  expect(says({ runtimeClassName: 'gvisor' })).toBe(
    'pods "p" is forbidden: pod rejected: RuntimeClass "gvisor" not found',
  )
  expect(says({ overhead: { cpu: '100m' } })).toBe(
    'pods "p" is forbidden: pod rejected: ' +
      'Pod Overhead set without corresponding RuntimeClass defined Overhead',
  )
})
