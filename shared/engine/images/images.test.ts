import { describe, expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { parseReference } from './reference.ts'

describe('names of images', () => {
  test.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.7.9', 'docker.io/library/nginx:1.7.9'],
    ['bitnami/kubectl:1.32', 'docker.io/bitnami/kubectl:1.32'],
    ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
    ['localhost/shop', 'localhost/shop:latest'],
    ['localhost:5000/team/shop:2', 'localhost:5000/team/shop:2'],
  ])('%s is %s', (text, full) => {
    expect(parseReference(text)?.full).toBe(full)
  })

  test('a digest needs no tag', () => {
    const digest = `sha256:${'0a'.repeat(32)}`
    expect(parseReference(`nginx@${digest}`)).toMatchObject({ tag: '', digest })
  })

  test.each(['', 'NGINX', 'nginx:', 'nginx:a b', '-nginx', 'nginx@sha256:zz', 'a//b'])(
    '%j is no name',
    (text) => {
      expect(parseReference(text)).toBeUndefined()
    },
  )
})

describe('the catalogue', () => {
  test('every entry has a good name, tags without repeats, and a size', () => {
    for (const [repository, { tags, bytes }] of catalogue) {
      expect(repository).toMatch(/^[a-z.0-9-]+\//)
      expect([...new Set(tags)]).toEqual(tags)
      expect(tags.every((tag) => /^[\w][\w.-]*$/.test(tag))).toBe(true)
      expect(bytes).toBeGreaterThan(0)
    }
  })

  test('what the teaching text uses is there, its typo is not', () => {
    const nginx = catalogue.get('docker.io/library/nginx')
    for (const tag of ['latest', '1.7.9', '1.9.1', '1.14.2', '1.27']) {
      expect(nginx?.tags).toContain(tag)
    }
    expect(nginx?.tags).not.toContain('1.91')
  })
})
