import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { wrongArrows } from './test/tidy/arrows.ts'
import { bannedCalls } from './test/tidy/banned.ts'
import { unevenCatalogues } from './test/tidy/catalogues.ts'
import { deadFiles } from './test/tidy/dead.ts'
import { looseVersions, manifestOf, undecided, unused } from './test/tidy/dependencies.ts'
import { importsOf } from './test/tidy/imports.ts'
import { outOfPlace } from './test/tidy/layout.ts'
import { brokenPages, pictures } from './test/tidy/pages.ts'
import { unknownIds } from './test/tidy/promises.ts'
import { isFree, tooLarge } from './test/tidy/sizes.ts'
import { ROOT, readTree } from './test/tidy/tree.ts'
import { strayWords } from './test/tidy/words.ts'

// The inspector: reads the tree and says where the house rules of CONTRIBUTING.md are broken.
const files = readTree()
const imports = importsOf(files)
const manifest = manifestOf(files)
const none: string[] = []

describe('the house', () => {
  it('has everything in its place', () => expect(outOfPlace(files)).toEqual(none))
  it('lets arrows between rooms point one way', () => expect(wrongArrows(imports)).toEqual(none))
  it('keeps the engine pure', () => expect(bannedCalls(files)).toEqual(none))
  it('is made of small pieces', () => {
    expect(tooLarge(files.filter((file) => !isFree(file.path)))).toEqual(none)
  })
  it('has no dead files', () => expect(deadFiles(files, imports)).toEqual(none))
  it('says nothing that should stay out', () => expect(strayWords(files)).toEqual(none))
})

describe('packages', () => {
  it('have exact versions', () => expect(looseVersions(manifest)).toEqual(none))
  it('each have a decision page when they ship', () => {
    expect(undecided(manifest, files)).toEqual(none)
  })
  it('are used', () => expect(unused(manifest, imports, files)).toEqual(none))
})

describe('words', () => {
  it('are the same in both languages', () => expect(unevenCatalogues(files)).toEqual(none))
  it('of tests name ids that exist', () => expect(unknownIds(files)).toEqual(none))
  it('of pages name commands and files that exist', () => {
    expect(brokenPages(files, manifest.scripts)).toEqual(none)
  })
  it('of pages show pictures that exist', () => {
    expect(pictures(files).filter((path) => !existsSync(join(ROOT, path)))).toEqual(none)
  })
})

describe('the public commands', () => {
  it('are all there', () => {
    const promised = 'start test check cluster bench behaviours lessons deploy'.split(' ')
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(promised))
  })
  it('each start a script that exists', () => {
    const started = Object.values(manifest.scripts).flatMap(
      (line) => line.match(/scripts\/\S+/g) ?? [],
    )
    expect(started.filter((path) => !existsSync(join(ROOT, path)))).toEqual(none)
  })
  it('are what the pipeline calls', () => {
    expect(readFileSync(join(ROOT, '.ci/run'), 'utf8')).toMatch(/^exec npm test$/m)
  })
})
