import { expect, it } from 'vitest'
import { readManifests } from './manifests.ts'

it('reads several manifests and skips empty ones', () => {
  const text = `apiVersion: v1
kind: Namespace
metadata: {name: a}
---
# nothing here
---
apiVersion: v1
kind: Namespace
metadata: {name: b}
`
  const { objects, errors } = readManifests(text)
  expect(objects.map((object) => object.metadata.name)).toEqual(['a', 'b'])
  expect(errors).toEqual([])
})

it('says in which line the text stops being YAML', () => {
  const { errors } = readManifests('apiVersion: v1\nkind: Pod\nmetadata:\n  name: [oops\n')
  expect(errors[0]).toMatchObject({ what: 'yaml' })
  expect(errors[0]?.what === 'yaml' && errors[0].line).toBeGreaterThan(3)
})

it('names the document that is no object', () => {
  expect(readManifests('- a\n- b\n').errors).toEqual([{ what: 'not-object', document: 1 }])
  expect(readManifests('kind: Pod\n').errors).toEqual([{ what: 'not-object', document: 1 }])
})

it('leaves a name that YAML reads as another type to the server', () => {
  const { objects, errors } = readManifests('apiVersion: v1\nkind: Pod\nmetadata: {name: y}\n')
  expect(errors).toEqual([])
  expect(objects[0]?.metadata.name).toBe(true)
})

it('does not let a few lines grow into millions', () => {
  const levels = Array.from({ length: 12 }, (_, i) => {
    const inner = i === 0 ? '"x"' : `*a${i - 1}`
    return `a${i}: &a${i} [${Array.from({ length: 10 }, () => inner).join(', ')}]`
  })
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n${levels.join('\n')}\n`
  expect(readManifests(text).errors).toEqual([{ what: 'not-object', document: 1 }])
})
