import { describe, expect, it } from 'vitest'
import { wrongArrows } from './arrows.ts'
import { bannedCalls } from './banned.ts'
import { unevenCatalogues } from './catalogues.ts'
import { deadFiles } from './dead.ts'
import { looseVersions, manifestOf, undecided, unused } from './dependencies.ts'
import { importsOf } from './imports.ts'
import { outOfPlace } from './layout.ts'
import { brokenPages } from './pages.ts'
import { unknownIds } from './promises.ts'
import { tooLarge } from './sizes.ts'
import { strayWords } from './words.ts'

// A rule that never finds anything would be silent for ever: each is shown a house that breaks it.
const file = (path: string, text: string) => ({ path, text })

describe('arrows', () => {
  const arrows = (from: string, text: string) => wrongArrows(importsOf([file(from, text)]))
  it.each([
    ['shared/engine/luck.ts', `import { Store } from './store/store.ts'`],
    ['shared/engine/store/store.ts', `import type { Plan } from '../kinds/define-kind.ts'`],
    ['shared/engine/kinds/pod/a.ts', `import { Store } from '../../store/store.ts'`],
    ['shared/engine/kinds/pod/a.ts', `import { reconcile } from '../node/reconcile.ts'`],
    ['shared/engine/cluster.ts', `import { x } from '../protocol/cluster.ts'`],
    ['shared/engine/cluster.ts', `import { readFileSync } from 'node:fs'`],
    ['shared/engine/api/a.ts', `export { x } from 'lodash'`],
    ['shared/protocol/a.ts', `import { thaw } from '../engine/index.ts'`],
    ['shared/lessons/a.ts', `import { Store } from '../engine/store/store.ts'`],
    ['worker/routes/a.ts', `import {\n  a,\n  b,\n} from '../../web/src/state/a.ts'`],
    ['worker/a.test.ts', `import { a } from '../web/src/a.ts'`],
    ['web/src/a.ts', `const a = await import('../../shared/engine/cluster.ts')`],
    ['web/src/ui/a.ts', `import { a } from '../state/a.ts'`],
    ['web/src/a.ts', `import { eq } from 'drizzle-orm/sqlite-core'`],
  ])('%s may not say %s', (from, text) => expect(arrows(from, text)).toHaveLength(1))

  it.each([
    ['shared/engine/kinds/pod/a.ts', `import type { View } from '../../store/view.ts'`],
    ['shared/engine/kinds/deployment/a.ts', `import { b } from '../pod/validate/spec.ts'`],
    ['shared/protocol/a.ts', `import type { Change } from '../engine/index.ts'`],
    ['worker/rooms/a.ts', `import { thaw } from '../../shared/engine/index.ts'`],
    ['web/src/a.ts', `// import { a } from '../../worker/a.ts'`],
  ])('%s may say %s', (from, text) => expect(arrows(from, text)).toEqual([]))
})

describe('banned calls', () => {
  const banned = (text: string, path = 'shared/engine/a.ts') => bannedCalls([file(path, text)])
  it.each([
    'const now = Date.now()',
    'Math.random()',
    'setTimeout(f, 1)',
    'async function f() {}',
    'names.sort()',
    'a.localeCompare(b)',
    'return NaN',
  ])('the engine may not say %s', (line) => expect(banned(line)).toHaveLength(1))

  it('lets comments and words speak of them', () => {
    expect(banned(`// no Date here\nconst header = 'Date'\nnames.sort(byName)`)).toEqual([])
  })
  it('finds a test that does not run', () => {
    expect(banned(`it.skip('works', f)`, 'worker/a.test.ts')).toHaveLength(1)
    expect(banned(`it.runIf(kubectl)('works', f)`, 'worker/a.test.ts')).toEqual([])
  })
  it('finds markup made of text', () => {
    expect(banned('{@html note}', 'web/src/A.svelte')).toHaveLength(1)
  })
})

describe('sizes', () => {
  const lines = (count: number, line = 'f()') => `${line}\n`.repeat(count)
  it.each([
    ['worker/a.ts', lines(301)],
    ['worker/rooms/a.ts', 'class A extends DurableObject {}\n' + lines(250)],
    ['web/src/A.svelte', lines(121, '<p>a</p>')],
    ['worker/a.ts', `function long() {\n${lines(60)}}\n`],
    ['web/src/A.svelte', `<script>\nfunction long() {\n${lines(60)}}\n</script>\n`],
    ['worker/a.ts', `const sum = ${'a + '.repeat(30)}a`],
  ])('%s is too large', (path, text) => expect(tooLarge([file(path, text)])).toHaveLength(1))

  it('counts a suite by its tests', () => {
    expect(tooLarge([file('a.test.ts', `describe('a', () => {\n${lines(70)}})`)])).toEqual([])
  })
})

describe('dead files', () => {
  it('are those that only their own test knows', () => {
    const house = [
      file('worker/index.ts', `import { a } from './a.ts'`),
      file('worker/a.ts', ''),
      file('worker/b.ts', ''),
      file('worker/b.test.ts', `import { b } from './b.ts'`),
    ]
    expect(deadFiles(house, importsOf(house))).toEqual([expect.stringMatching(/^worker\/b\.ts/)])
  })
})

describe('packages', () => {
  const manifest = (text: object) => manifestOf([file('package.json', JSON.stringify(text))])
  const one = manifest({ dependencies: { hono: '^4.0.0' } })
  it('need one version', () => expect(looseVersions(one)).toHaveLength(1))
  it('need a page', () => expect(undecided(one, [])).toHaveLength(1))
  it('need a use', () => expect(unused(one, [], [])).toHaveLength(1))
})

describe('words', () => {
  it('a path of one machine stays out', () => {
    expect(strayWords([file('docs/a.md', 'see /home/ann/flotilla')])).toHaveLength(1)
  })
  it('both languages have every key and placeholder', () => {
    const en = file('web/messages/en.json', '{"a":"Hello {name}","b":"B"}')
    const zh = file('web/messages/zh.json', '{"a":"你好"}')
    expect(unevenCatalogues([en, zh])).toHaveLength(2)
  })
  it('an id of a test must exist', () => {
    const test = file('a.test.ts', `it('[DEP-999] heals', f)`)
    expect(unknownIds([test, file('docs/behaviours.yaml', '- id: DEP-001')])).toHaveLength(1)
    expect(unknownIds([file('b.test.ts', `it('[EV2] b', f)`), file('SPEC.md', 'EV1–EV4')])).toEqual(
      [],
    )
  })
  it('a page names only what exists', () => {
    const page = file('README.md', 'Run `npm run dance`, see [map](MAP.md).')
    expect(brokenPages([page], { start: '' })).toHaveLength(2)
  })
  it('a file stands in a room', () => {
    const paths = ['stray.ts', 'worker/Routes/a.ts', 'worker/camelCase.ts', 'shared/util/a.ts']
    expect(outOfPlace(paths.map((path) => file(path, '')))).toHaveLength(4)
  })
})
