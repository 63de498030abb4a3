import { describe, expect, test } from 'vitest'
import type { Json } from '../json.ts'
import { logNote, type ContainerLog } from '../programs/log.ts'
import { Town } from './test-support/town.ts'

/** What a container of a pod wrote so far, line by line. */
function lines(town: Town, name: string, container = 'c'): string[] {
  const log = town.cluster.view.noteOf<Json>(town.get(name), logNote(container))
  return ((log as unknown as ContainerLog | undefined)?.now.lines ?? []).map(([, bytes]) =>
    bytes.trimEnd(),
  )
}

/** A pod whose one container runs a script and ends. */
function script(town: Town, name: string, text: string): void {
  town.pod(
    name,
    'busybox',
    { restartPolicy: 'Never', nodeName: 'node-1' },
    {
      command: ['sh', '-c', text],
    },
  )
  town.until(() => ['Completed', 'Error'].includes(town.word(name)), 200)
}

describe('programs in containers', () => {
  test('find a Service by its name, and leave a line in the log of who answered', () => {
    const town = new Town()
    town.web('a', 'node-2')
    town.service('web', { clusterIP: '10.96.0.50' })
    town.settle('a')
    script(town, 'one', 'nslookup web.default.svc.cluster.local && wget -q -O- http://web/')
    const said = lines(town, 'one').join('\n')
    expect(town.word('one')).toBe('Completed')
    expect(said).toContain('10.96.0.10')
    expect(said).toContain('Address: 10.96.0.50')
    expect(said).toContain('Welcome to nginx!')
    const access = lines(town, 'a').filter((line) => line.includes('GET / HTTP/1.1'))
    expect(access).toHaveLength(1)
    expect(access[0]).toContain(town.ip('one'))
  })

  test('[INIT-011] wait for a Service until it is there', () => {
    const town = new Town()
    const text = 'until nslookup myservice.default.svc.cluster.local; do sleep 1; done'
    town.pod('p', 'nginx', {
      nodeName: 'node-1',
      initContainers: [{ name: 'i', image: 'busybox', command: ['sh', '-c', text] }],
    })
    town.run(40)
    expect(town.word('p')).toBe('Init:0/1')
    town.service('myservice', { selector: { app: 'nobody' } })
    town.mark()
    town.until(() => town.word('p') === 'Running')
    expect(town.seconds).toBeLessThan(12)
  })

  test('cannot get past a policy, and say so', () => {
    const town = new Town()
    town.web('a', 'node-2')
    town.service('web', {})
    town.settle('a')
    town.policy('none', {
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Ingress'],
    })
    script(town, 'one', 'wget -T 3 -q -O- http://web/ || echo no answer')
    expect(lines(town, 'one').join('\n')).toContain('no answer')
    expect(lines(town, 'a').filter((line) => line.includes('GET /'))).toEqual([])
  })
})
