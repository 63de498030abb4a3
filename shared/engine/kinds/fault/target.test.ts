import { describe, expect, test } from 'vitest'
import type { KubeObject } from '../../object.ts'
import type { Fault } from './schema.ts'
import { hitsContainer, hitsImage, hitsNode, hitsPod } from './target.ts'

const fault = (where: Fault['spec']['where']): Fault =>
  ({ kind: 'Fault', metadata: { name: 'f' }, spec: { what: 'exit', where } }) as Fault

const object = (name: string, labels = {}, namespace = 'default'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels, uid: '', resourceVersion: '', creationTimestamp: '' },
})

describe('whom a fault hits', () => {
  test('everybody where it names nobody', () => {
    expect(hitsNode(fault({}), object('node-1'))).toBe(true)
    expect(hitsPod(fault({}), object('web'))).toBe(true)
    expect(hitsImage(fault({}), 'nginx')).toBe(true)
    expect(hitsContainer(fault({}), 'c')).toBe(true)
  })

  test.each([
    ['node-1', true],
    ['node-2, node-1', true],
    ['node-10', false],
    ['zone=b', true],
    ['zone!=b', false],
    ['zone==b,disk=ssd', false],
  ])('nodes by name or label: %s', (nodes, hit) => {
    expect(hitsNode(fault({ nodes }), object('node-1', { zone: 'b' }))).toBe(hit)
  })

  test.each([
    ['app=web', true],
    ['app', true],
    ['!app', false],
    ['app=db', false],
    ['app=web,tier!=back', true],
  ])('pods by label: %s', (pods, hit) => {
    expect(hitsPod(fault({ pods }), object('web-1', { app: 'web' }))).toBe(hit)
  })

  test('pods by namespace', () => {
    expect(hitsPod(fault({ namespace: 'other' }), object('web'))).toBe(false)
  })

  test.each([
    ['shop', 'shop:1', true],
    ['shop', 'shop', true],
    ['shop', 'shopper:1', false],
    ['shop:*', 'shop:typo', true],
    ['shop:1.*', 'shop:2.1', false],
    ['*/shop:*-beta', 'team/shop:7-beta', true],
    ['*/shop:*-beta', 'team/shop:7', false],
    ['nginx:1.7.9', 'nginx:1.7.9', true],
    ['redis, nginx:*', 'nginx:1', true],
  ])('images: %s and %s', (images, image, hit) => {
    expect(hitsImage(fault({ images }), image)).toBe(hit)
  })
})
