import { describe, expect, it } from 'vitest'
import { list, map, message, ref, text } from '../tree.ts'
import { jsonPatch } from './json-patch.ts'
import { mergePatch } from './merge-patch.ts'
import { strategicMergePatch } from './strategic-merge.ts'

const container = message('test.v1.Container', 'A container.', {
  name: text(1, 'Name.', { required: true }),
  image: text(2, 'Image.'),
  args: list(3, 'string', 'Arguments.', { list: 'atomic' }),
})
const strategy = message('test.v1.Strategy', 'A strategy.', {
  type: text(1, 'Type.'),
  rolling: map(2, 'string', 'Numbers.'),
})
const spec = message('test.v1.Spec', 'A spec.', {
  containers: list(1, container, 'Containers.', { patch: 'merge', mergeKey: 'name' }),
  finalizers: list(2, 'string', 'Finalizers.', { patch: 'merge' }),
  labels: map(3, 'string', 'Labels.'),
  strategy: ref(4, strategy, 'Strategy.', { patch: 'retainKeys' }),
})

const smp = (target: Record<string, unknown>, patch: unknown): unknown => {
  const result = strategicMergePatch(spec, target, patch)
  return 'object' in result ? result.object : result
}
const A = { name: 'a', image: 'a:1' }
const B = { name: 'b', image: 'b:1' }

describe('a strategic merge patch', () => {
  it('merges lists by their key and keeps what it does not name', () => {
    const patch = { containers: [{ name: 'b', image: 'b:2' }] }
    expect(smp({ containers: [A, B] }, patch)).toEqual({ containers: [A, { ...B, image: 'b:2' }] })
  })

  it('puts new items before those of the server, as upstream does', () => {
    const patch = { containers: [{ name: 'c' }] }
    expect(smp({ containers: [A, B] }, patch)).toEqual({ containers: [{ name: 'c' }, A, B] })
  })

  it('replaces lists that are atomic', () => {
    const patch = { containers: [{ name: 'a', args: ['x'] }] }
    expect(smp({ containers: [{ ...A, args: ['1', '2'] }] }, patch)).toEqual({
      containers: [{ ...A, args: ['x'] }],
    })
  })

  it('deletes and replaces items by $patch', () => {
    const remove = { containers: [{ name: 'a', $patch: 'delete' }] }
    expect(smp({ containers: [A, B] }, remove)).toEqual({ containers: [B] })
    const replace = { containers: [{ $patch: 'replace' }, { name: 'z' }] }
    expect(smp({ containers: [A, B] }, replace)).toEqual({ containers: [{ name: 'z' }] })
    expect(smp({ labels: { x: '1' } }, { labels: { $patch: 'replace', y: '2' } })).toEqual({
      labels: { y: '2' },
    })
    expect(smp({ labels: { x: '1' } }, { labels: { $patch: 'delete' } })).toEqual({ labels: {} })
  })

  it('orders items as $setElementOrder says', () => {
    const patch = {
      '$setElementOrder/containers': [{ name: 'b' }, { name: 'c' }, { name: 'a' }],
      containers: [{ name: 'c', image: 'c:1' }],
    }
    expect(smp({ containers: [A, B] }, patch)).toEqual({
      containers: [B, { name: 'c', image: 'c:1' }, A],
    })
  })

  it('keeps items of the server that an order does not name', () => {
    const patch = { '$setElementOrder/containers': [{ name: 'b' }] }
    expect(smp({ containers: [A, B] }, patch)).toEqual({ containers: [A, B] })
  })

  it('merges and shortens lists of plain values', () => {
    expect(smp({ finalizers: ['a', 'b'] }, { finalizers: ['c', 'a'] })).toEqual({
      finalizers: ['c', 'a', 'b'],
    })
    const patch = {
      '$deleteFromPrimitiveList/finalizers': ['a'],
      '$setElementOrder/finalizers': ['b'],
    }
    expect(smp({ finalizers: ['a', 'b'] }, patch)).toEqual({ finalizers: ['b'] })
  })

  it('leaves only the fields that $retainKeys names', () => {
    const target = { strategy: { type: 'RollingUpdate', rolling: { surge: '1' } } }
    const patch = { strategy: { $retainKeys: ['type'], type: 'Recreate' } }
    expect(smp(target, patch)).toEqual({ strategy: { type: 'Recreate' } })
    expect(smp(target, { strategy: { $retainKeys: ['type'], rolling: {} } })).toEqual({
      code: 400,
      message: 'invalid patch format of retainKeys',
    })
  })

  it('drops directives and nulls where there is nothing to merge with', () => {
    const patch = { strategy: { $retainKeys: ['type'], type: 'x', rolling: null } }
    expect(smp({}, patch)).toEqual({ strategy: { type: 'x' } })
  })

  it('says which item lacks its key', () => {
    expect(smp({ containers: [A] }, { containers: [{ image: 'x' }] })).toEqual({
      code: 500,
      message: 'map: map[image:x] does not contain declared merge key: name',
    })
  })

  it('does not change its target', () => {
    const target = { containers: [A, B], labels: { x: '1' } }
    const before = JSON.stringify(target)
    smp(target, { containers: [{ name: 'a', image: 'new' }], labels: { x: null } })
    expect(JSON.stringify(target)).toBe(before)
  })
})

describe('a merge patch', () => {
  it('deletes by null, merges objects, replaces all else', () => {
    const target = { a: { b: 1, c: 2 }, d: [1, 2] }
    expect(mergePatch(target, { a: { b: null, e: 3 }, d: [3] })).toEqual({
      object: { a: { c: 2, e: 3 }, d: [3] },
    })
  })

  it('must be an object', () => {
    expect(mergePatch({}, [])).toMatchObject({ code: 400 })
  })

  it('cannot reach into what objects inherit', () => {
    const patch = JSON.parse('{"__proto__":{"a":1}}') as unknown
    const result = mergePatch({}, patch)
    if (!('object' in result)) throw new Error('refused')
    expect(result.object.a).toBeUndefined()
    expect(JSON.stringify(result.object)).toBe('{"__proto__":{"a":1}}')
  })
})

describe('a JSON patch', () => {
  const target = { a: { 'x/y': [1, 2] }, b: 'c' }
  const object = (patch: unknown): unknown => {
    const result = jsonPatch(target, patch)
    return 'object' in result ? result.object : result.code
  }

  it('adds, replaces, removes, moves, copies and tests', () => {
    expect(object([{ op: 'add', path: '/a/x~1y/-', value: 3 }])).toEqual({
      a: { 'x/y': [1, 2, 3] },
      b: 'c',
    })
    expect(object([{ op: 'add', path: '/a/x~1y/0', value: 0 }])).toMatchObject({
      a: { 'x/y': [0, 1, 2] },
    })
    expect(object([{ op: 'replace', path: '/b', value: 'd' }])).toMatchObject({ b: 'd' })
    expect(object([{ op: 'remove', path: '/a/x~1y/0' }])).toMatchObject({ a: { 'x/y': [2] } })
    expect(object([{ op: 'move', from: '/b', path: '/e' }])).toEqual({ a: target.a, e: 'c' })
    expect(object([{ op: 'copy', from: '/b', path: '/e' }])).toEqual({ ...target, e: 'c' })
    expect(object([{ op: 'test', path: '/b', value: 'c' }])).toEqual(target)
    expect(object([{ op: 'test', path: '/nothing', value: null }])).toEqual(target)
  })

  it.each([
    ['a failed test', [{ op: 'test', path: '/b', value: 'x' }], 422],
    ['a field that is not there', [{ op: 'remove', path: '/no' }], 422],
    ['an index beyond the end', [{ op: 'replace', path: '/a/x~1y/2', value: 0 }], 422],
    ['an unknown operation', [{ op: 'spin', path: '/b' }], 422],
    ['something that is no list', { op: 'add' }, 400],
  ])('refuses %s', (_what, patch, code) => {
    expect(object(patch)).toBe(code)
  })
})
