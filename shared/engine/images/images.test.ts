import { describe, expect, test } from 'vitest'
import type { Container } from '../kinds/pod/schema.ts'
import { catalogue } from './catalogue.ts'
import { programOf } from './command.ts'
import { SHELL, server } from './image.ts'
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

describe('what a container runs', () => {
  const tool = { program: SHELL }
  const web = { program: server(80) }
  const run = (image: { program: typeof SHELL }, command?: string[], args?: string[]) =>
    programOf(image, { name: 'c', command, args } as Container)

  test('the image’s own program when nothing else is said', () => {
    expect(run(web)).toBe(web.program)
    expect(run(tool).ends).toEqual({ afterMs: 40, code: 0 })
  })

  test.each<[string[], number, number]>([
    [['sleep', '60'], 60_000, 0],
    [['/bin/sleep', '2m'], 120_000, 0],
    [['sh', '-c', 'exit 7'], 20, 7],
    [['sh', '-c', 'echo hi; sleep 3 && exit 1'], 3_040, 1],
    [['sh', '-c', 'false && sleep 100'], 20, 1],
    [['sh', '-c', 'false || exit 4'], 40, 4],
    [['bash', '-ec', 'sleep 5; false'], 5_020, 1],
    [['false'], 20, 1],
  ])('%j ends after %i ms with %i', (command, afterMs, code) => {
    expect(run(tool, command).ends).toEqual({ afterMs, code })
    expect(run(tool, undefined, command).ends).toEqual({ afterMs, code })
  })

  test.each([
    [['sleep', 'infinity']],
    [['tail', '-f', '/dev/null']],
    [['sh', '-c', 'while true; do date; sleep 1; done']],
  ])('%j runs for ever, and is deaf to SIGTERM as the first process is', (command) => {
    expect(run(tool, command)).toMatchObject({ onTerm: 'ignored' })
    expect(run(tool, command).ends).toBeUndefined()
  })

  test('arguments alone go to a server', () => {
    expect(run(web, undefined, ['-g', 'daemon off;'])).toBe(web.program)
  })
})
