import { expect, test } from 'vitest'
import type { Pod } from '../kinds/pod/schema.ts'
import { PodAddresses } from './pod-addresses.ts'

const pod = (host: number | undefined, hostNetwork = false): Pod =>
  ({
    kind: 'Pod',
    spec: { nodeName: 'n', hostNetwork },
    status: host === undefined ? {} : { podIP: `10.244.7.${host}` },
  }) as unknown as Pod

test('addresses go upwards, and begin anew when the last is in use', () => {
  const addresses = new PodAddresses()
  expect(addresses.next('n')).toBe(2)
  addresses.add(pod(2))
  addresses.add(pod(3))
  addresses.add(pod(undefined))
  addresses.add(pod(200, true))
  expect(addresses.next('n')).toBe(4)
  addresses.remove(pod(3))
  expect(addresses.next('n')).toBe(3)
  addresses.add(pod(254))
  expect(addresses.next('n')).toBe(3)
  addresses.remove(pod(2))
  expect(addresses.next('n')).toBe(2)
})

test('nodes count for themselves', () => {
  const addresses = new PodAddresses()
  addresses.add(pod(9))
  expect(addresses.next('other')).toBe(2)
})

test('an address that changes hands within one write stays taken', () => {
  const addresses = new PodAddresses()
  addresses.add(pod(5))
  addresses.add(pod(5))
  addresses.remove(pod(5))
  expect(addresses.next('n')).toBe(6)
})
