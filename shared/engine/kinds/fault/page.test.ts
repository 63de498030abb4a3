import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { Lab } from '../../kubelet/test-support/lab.ts'
import { FAULTS, type FaultSpec } from './schema.ts'

const PAGE = readFileSync(new URL('../../../../docs/faults.md', import.meta.url), 'utf8')
const WORDS = [...PAGE.matchAll(/^### (.+)$/gm)].map((match) => match[1]!)

interface Example {
  metadata: { name: string }
  spec: Partial<FaultSpec>
}

/** The examples that stand under a word of the page. */
function examplesOf(word: string): Example[] {
  const [, rest = ''] = PAGE.split(`\n### ${word}\n`)
  const [section = ''] = rest.split(/^##/m)
  return [...section.matchAll(/```yaml\n([^]*?)```/g)].map((match) => parse(match[1]!) as Example)
}

test('the page of faults has every word, and no other', () => {
  expect([...WORDS].sort(byText)).toEqual([...FAULTS].sort(byText))
})

test.each([...FAULTS])('the page shows one Fault of %s, which can be made', (word) => {
  const examples = examplesOf(word)
  expect(examples).toHaveLength(1)
  const { metadata, spec } = examples[0]!
  expect(spec.what).toBe(word)
  const lab = new Lab()
  lab.fault(metadata.name, spec)
  lab.run(0.01)
  const made = lab.cluster.view.get('Fault', '', metadata.name)
  expect(made).toMatchObject({ spec, status: { active: true } })
})

const byText = (left: string, right: string): number => (left < right ? -1 : 1)
