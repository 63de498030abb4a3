import { describe, expect, it } from 'vitest'
import { openApiV2, openApiV3, type Documented } from './openapi.ts'
import { intOrString, list, map, message, ref, struct, text, time } from './tree.ts'
import { typeMeta } from './type-meta.ts'

const part = message('test.v1.Part', 'A part.', {
  name: text(1, 'Name.', { required: true }),
  mode: text(2, 'Mode.', { oneOf: ['a', 'b'], default: 'a' }),
})
const thing = message('test.v1.Thing', 'A thing.', {
  ...typeMeta,
  parts: list(1, part, 'Parts.', {
    list: 'map',
    keys: ['name'],
    patch: 'merge',
    mergeKey: 'name',
  }),
  whole: struct(2, part, 'The whole.'),
  other: ref(3, part, 'Another.', { simulated: false }),
  amounts: map(4, 'quantity', 'Amounts.'),
  port: intOrString(5, 'Port.'),
  at: time(6, 'When.'),
})
const KIND: Documented = {
  group: 'test.dev',
  version: 'v1',
  kind: 'Thing',
  plural: 'things',
  scope: 'Namespaced',
  status: true,
  schema: thing,
}
const gvk = { group: 'test.dev', version: 'v1', kind: 'Thing' }
type Tree = Record<string, Record<string, unknown>>
const v3 = openApiV3([KIND], 'v1.32.0')
const schemas = (v3.components as { schemas: Tree }).schemas
const properties = (name: string): Tree => schemas[name]?.properties as Tree
const paths = v3.paths as Record<string, Tree>

describe('the OpenAPI 3 document', () => {
  it('says what patches must know of a list', () => {
    expect(properties('test.v1.Thing').parts).toMatchObject({
      type: 'array',
      items: { $ref: '#/components/schemas/test.v1.Part' },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      'x-kubernetes-patch-strategy': 'merge',
      'x-kubernetes-patch-merge-key': 'name',
    })
  })

  it('puts references into an allOf, beside which words may stand', () => {
    const { whole, other } = properties('test.v1.Thing')
    const allOf = [{ $ref: '#/components/schemas/test.v1.Part' }]
    expect(whole).toEqual({ description: 'The whole.', allOf, default: {} })
    expect(other?.description).toMatch(/^Another\. .*simulator does not act on it/)
  })

  it('closes lists of words, and names what is required', () => {
    expect(properties('test.v1.Part').mode).toMatchObject({ enum: ['a', 'b'], default: 'a' })
    expect(schemas['test.v1.Part']?.required).toEqual(['name'])
  })

  it('finds the kind by its group, version and kind: kubectl explain does', () => {
    expect(schemas['test.v1.Thing']?.['x-kubernetes-group-version-kind']).toEqual([gvk])
    const all = paths['/apis/test.dev/v1/namespaces/{namespace}/things']
    expect(all?.get).toMatchObject({
      'x-kubernetes-action': 'list',
      'x-kubernetes-group-version-kind': gvk,
    })
  })

  it('offers fieldValidation and dryRun on patches: kubectl apply asks for them', () => {
    const one = paths['/apis/test.dev/v1/namespaces/{namespace}/things/{name}']
    const parameters = one?.patch?.parameters as { name: string }[] | undefined
    const names = parameters?.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['fieldValidation', 'dryRun']))
  })

  it('leaves out what a kind does not offer', () => {
    const limited = openApiV3([{ ...KIND, withoutVerbs: ['create', 'delete'] }], 'v1.32.0')
    const all = (limited.paths as Record<string, Tree>)[
      '/apis/test.dev/v1/namespaces/{namespace}/things'
    ]
    expect(Object.keys(all ?? {})).toEqual(['get', 'delete'])
  })

  it.each([
    ['3', v3],
    ['2', openApiV2([KIND], 'v1.32.0')],
  ])('version %s refers to nothing that it does not define', (_version, document) => {
    const words = JSON.stringify(document)
    const defined = (document.definitions ?? schemas) as Tree
    for (const [, name] of words.matchAll(/"#\/[\w/]+\/([\w.]+)"/g)) {
      expect(defined).toHaveProperty([name ?? ''])
    }
  })
})
