import { parse } from 'svelte/compiler'
import { beforeEach, expect, it } from 'vitest'
import en from '../../messages/en.json'
import { language, t } from './language.svelte.ts'

const files = import.meta.glob<string>(['../**/*.svelte', '../**/*.ts', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const components = Object.keys(files).filter((path) => path.endsWith('.svelte'))

/** Names that are the same in every language. */
const NAMES = /^(Flotilla|#|\$|↻|×|!|·|—|=|\/|\+|:|\s)*$/
const READ_ALOUD = new Set(['aria-label', 'title', 'placeholder', 'alt'])

interface Part {
  type?: string
  name?: string
  data?: string
  value?: unknown
  [key: string]: unknown
}

/** Words that stand in a template itself instead of the catalogue. */
function wordsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(wordsIn)
  if (typeof part !== 'object' || part === null) return []
  const { type, name, data, value, ...rest } = part as Part
  if (type === 'Text') return NAMES.test(data ?? '') ? [] : [data ?? '']
  if (type === 'StyleDirective') return []
  if (type === 'Attribute') return READ_ALOUD.has(name ?? '') ? wordsIn(value) : []
  return [...wordsIn(Object.values(rest)), ...wordsIn(value)]
}

beforeEach(() => language.use('en'))

it.each(components)('%s says nothing that is not in the catalogue', (path) => {
  const { fragment } = parse(files[path] ?? '', { modern: true })
  expect(wordsIn(fragment)).toEqual([])
})

it('keeps no text that nobody shows', () => {
  const all = Object.values(files).join('\n')
  const built = [...all.matchAll(/`((?:[a-z]+\.)+)\$\{/g)].map((match) => match[1] ?? '')
  const lone = Object.keys(en).filter(
    (key) => !all.includes(`'${key}'`) && !built.some((start) => key.startsWith(start)),
  )
  expect(lone.filter((key) => !key.startsWith('error.'))).toEqual([])
})

it('fills in places and counts in the grammar of the language', async () => {
  expect(t('map.pods', { n: 1 })).toBe('1 pod')
  expect(t('map.pods', { n: 3 })).toBe('3 pods')
  await language.use('zh')
  expect(t('map.pods', { n: 3 })).toBe('3 个 Pod')
})

it('shows every text of both catalogues with values for all its places', async () => {
  for (const name of ['en', 'zh'] as const) {
    await language.use(name)
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      const places = [...language.text(key).matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? '')
      expect(t(key, Object.fromEntries(places.map((place) => [place, 2])))).not.toBe('')
    }
  }
})
