import { expect, it } from 'vitest'
import { FAULTS } from '../../../shared/engine/index.ts'
import en from '../../messages/en.json'
import zh from '../../messages/zh.json'
import { aimed, GROUPS, isAimed, WORDS } from './fault-words.ts'

const catalogues: Record<string, Record<string, string>> = { en, zh }

it.each(FAULTS)('%s has a name and a sentence in both languages', (word) => {
  for (const [language, texts] of Object.entries(catalogues)) {
    expect(texts[`storm.word.${word}`], `name in ${language}`).toBeTruthy()
    expect(texts[`storm.say.${word}`], `sentence in ${language}`).toMatch(/[.。]$/)
  }
})

it('offers every word once', () => {
  expect(GROUPS.flatMap(({ words }) => [...words]).toSorted()).toEqual([...FAULTS].toSorted())
})

it('has words for every group, aim and detail', () => {
  const fields = Object.values(WORDS).flatMap(({ aims, details }) => [...aims, ...details])
  const keys = [
    ...GROUPS.map(({ name }) => `storm.group.${name}`),
    ...fields.map((field) => `storm.field.${field}`),
  ]
  for (const texts of Object.values(catalogues))
    for (const key of keys) expect(texts[key], key).toBeTruthy()
})

it('aims a word only by what it understands', () => {
  const typed = { pods: ' app=web ', namespace: '', nodes: 'node-1' }
  expect(aimed('exit', typed)).toEqual({ pods: 'app=web' })
  expect(aimed('scheduler-down', typed)).toEqual({})
  expect(isAimed('exit', { pods: ' ' })).toBe(false)
  expect(isAimed('dns-down', {})).toBe(true)
})
