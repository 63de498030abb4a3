import { describe, expect, test } from 'vitest'
import type { Endpoints } from '../kinds/endpoints/schema.ts'
import type { EndpointSlice } from '../kinds/endpointslice/schema.ts'
import type { Fault } from '../kinds/fault/schema.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { Lab } from './test-support/lab.ts'

const DEAF = { command: ['sleep', 'infinity'] }

function running(name: string, image: string, spec = {}, container = {}): Lab {
  const lab = new Lab()
  lab.pod(name, image, spec, container)
  lab.until(() => lab.word(name) === 'Running')
  lab.mark()
  return lab
}

describe('a pod is deleted', () => {
  test('[POD-015] it is marked with its grace, stopped, and then it goes', () => {
    const lab = running('web', 'nginx:1.7.9')
    lab.delete('Pod/default/web')
    expect(lab.word('web')).toBe('Terminating')
    expect(lab.get('web').metadata.deletionGracePeriodSeconds).toBe(30)
    lab.until(() => !lab.exists('web'))
    expect(lab.seconds).toBeLessThan(1.5)
    expect(lab.messages('web', 'Killing')).toEqual(['Stopping container c'])
  })

  test('[POD-026] a process that ignores SIGTERM is killed when the grace is over', () => {
    const lab = running('deaf', 'busybox:1.36', {}, DEAF)
    lab.delete('Pod/default/deaf')
    lab.run(29.9)
    expect(lab.word('deaf')).toBe('Terminating')
    expect(lab.messages('deaf', 'Killing')).toEqual(['Stopping container c'])
    lab.run(2.1)
    expect(lab.exists('deaf')).toBe(false)
    const killed = lab.changes.flatMap(({ object }) => {
      const statuses = object.kind === 'Pod' ? (object as Pod).status.containerStatuses : []
      return statuses?.[0]?.state.terminated ?? []
    })
    expect(killed[0]).toMatchObject({ exitCode: 137, reason: 'Error' })
  })

  test('[POD-026] one that ends at once is gone in about a second', () => {
    const lab = running('web', 'nginx:1.7.9')
    lab.delete('Pod/default/web')
    lab.until(() => !lab.exists('web'))
    expect(lab.seconds).toBeGreaterThan(0.2)
    expect(lab.seconds).toBeLessThan(1.5)
  })

  test('[POD-026] a fault makes any process deaf to SIGTERM', () => {
    const lab = running('web', 'nginx:1.7.9', { terminationGracePeriodSeconds: 10 })
    lab.fault('deaf', { what: 'ignores-sigterm' })
    lab.delete('Pod/default/web')
    lab.run(9.9)
    expect(lab.word('web')).toBe('Terminating')
    lab.run(1.1)
    expect(lab.exists('web')).toBe(false)
    expect(lab.cluster.view.get<Fault>('Fault', '', 'deaf')?.status.hits).toBe(1)
  })

  test('[POD-027] grace can be given, and asking again can only shorten it', () => {
    const lab = running('deaf', 'busybox:1.36', {}, DEAF)
    lab.delete('Pod/default/deaf', { graceSeconds: 20 })
    lab.run(1)
    lab.delete('Pod/default/deaf', { graceSeconds: 60 })
    expect(lab.get('deaf').metadata.deletionGracePeriodSeconds).toBe(20)
    lab.delete('Pod/default/deaf', { graceSeconds: 5 })
    expect(lab.get('deaf').metadata.deletionGracePeriodSeconds).toBe(5)
    lab.run(5)
    expect(lab.exists('deaf')).toBe(false)
  })

  test('[POD-030] a preStop hook is waited for within the grace', () => {
    const lifecycle = { preStop: { exec: { command: ['sleep', '10'] } } }
    const lab = running('web', 'nginx:1.7.9', {}, { lifecycle })
    lab.delete('Pod/default/web')
    lab.run(9.9)
    expect(lab.exists('web')).toBe(true)
    lab.run(2)
    expect(lab.exists('web')).toBe(false)
    expect(lab.messages('web', 'FailedPreStopHook')).toEqual([])
  })

  test('[POD-030] a hook that is too long leaves two seconds for SIGTERM', () => {
    const lifecycle = { preStop: { exec: { command: ['sleep', '100'] } } }
    const lab = running('deaf', 'busybox:1.36', {}, { ...DEAF, lifecycle })
    lab.delete('Pod/default/deaf')
    lab.run(31.9)
    expect(lab.exists('deaf')).toBe(true)
    lab.run(1.1)
    expect(lab.exists('deaf')).toBe(false)
    // One that hears SIGTERM ends as soon as it gets it: when the grace is used up.
    const heard = running('web', 'nginx:1.7.9', {}, { lifecycle })
    heard.delete('Pod/default/web')
    heard.run(29.9)
    expect(heard.exists('web')).toBe(true)
    heard.run(1.5)
    expect(heard.exists('web')).toBe(false)
  })

  test('[POD-030] a hook that fails is told of; the container is stopped all the same', () => {
    const lifecycle = { preStop: { exec: { command: ['false'] } } }
    const lab = running('app', 'busybox:1.36', {}, { ...DEAF, lifecycle })
    lab.delete('Pod/default/app', { graceSeconds: 5 })
    lab.run(0.1)
    expect(lab.messages('app', 'FailedPreStopHook')).toEqual(['PreStopHook failed'])
    lab.run(6)
    expect(lab.exists('app')).toBe(false)
  })

  test('[POD-030] hooks of other kinds: sleep, and a request that nobody answers', () => {
    const sleep = { preStop: { sleep: { seconds: 4 } } }
    const lab = running('web', 'nginx:1.7.9', {}, { lifecycle: sleep })
    lab.delete('Pod/default/web')
    lab.run(3.9)
    expect(lab.exists('web')).toBe(true)
    lab.run(1.5)
    expect(lab.exists('web')).toBe(false)
    const asks = { preStop: { httpGet: { port: 81, path: '/' } } }
    const asking = running('web', 'nginx:1.7.9', {}, { lifecycle: asks })
    asking.delete('Pod/default/web')
    asking.run(2)
    expect(asking.messages('web', 'FailedPreStopHook')).toEqual(['PreStopHook failed'])
  })

  test('[POD-030] a process that ends by itself gets no hook', () => {
    const lifecycle = { preStop: { exec: { command: ['sleep', '10'] } } }
    const container = { command: ['sleep', '3'], lifecycle }
    const lab = running('app', 'busybox:1.36', { restartPolicy: 'Never' }, container)
    lab.until(() => lab.word('app') === 'Completed')
    expect(lab.seconds).toBeLessThan(3.5)
    expect(lab.messages('app', 'Killing')).toEqual([])
  })

  test('[POD-029] while it ends it serves what it has, and gets nothing new', () => {
    const lifecycle = { preStop: { sleep: { seconds: 20 } } }
    const lab = running('web', 'nginx:1.7.9', {}, { lifecycle })
    lab.pod('other', 'nginx:1.7.9', {}, {})
    const other = lab.get('other')
    lab.update({ ...other, metadata: { ...other.metadata, labels: { app: 'web' } } })
    lab.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    })
    lab.until(() => lab.word('other') === 'Running')
    lab.run(1)
    lab.delete('Pod/default/web')
    lab.run(1)
    const [slice] = lab.cluster.view
      .list<EndpointSlice>('EndpointSlice', 'default')
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'web')
    const ending = slice?.endpoints?.find(({ targetRef }) => targetRef?.name === 'web')
    expect(ending?.conditions).toEqual({ ready: false, serving: true, terminating: true })
    const { subsets } = lab.cluster.view.get<Endpoints>('Endpoints', 'default', 'web')!
    expect(subsets?.map(({ addresses }) => addresses?.length)).toEqual([1])
  })

  test('sidecars go after the app containers, the last first; each within what is left', () => {
    const sidecar = (name: string) => ({
      name,
      image: 'busybox:1.36',
      restartPolicy: 'Always',
      command: ['sleep', 'infinity'],
    })
    const spec = { initContainers: [sidecar('one'), sidecar('two')] }
    const lifecycle = { preStop: { sleep: { seconds: 8 } } }
    const lab = running('web', 'nginx:1.7.9', spec, { lifecycle })
    lab.delete('Pod/default/web', { graceSeconds: 20 })
    lab.run(2)
    expect(lab.messages('web', 'Killing').toSorted()).toEqual([
      'Stopping container c',
      'Stopping container one',
      'Stopping container two',
    ])
    lab.run(28)
    const ends = new Map<string, string>()
    for (const { object } of lab.changes) {
      if (object.kind !== 'Pod') continue
      const { initContainerStatuses = [], containerStatuses = [] } = (object as Pod).status
      for (const { name, state } of [...initContainerStatuses, ...containerStatuses]) {
        if (state.terminated) ends.set(name, state.terminated.finishedAt ?? '')
      }
    }
    expect(lab.exists('web')).toBe(false)
    expect([...ends.keys()].toSorted()).toEqual(['c', 'one', 'two'])
    expect((ends.get('c') ?? '') < (ends.get('two') ?? '')).toBe(true)
    expect((ends.get('two') ?? '') <= (ends.get('one') ?? '')).toBe(true)
  })

  test('[POD-030] [POD-028] a forced deletion waits for no hook', () => {
    const lifecycle = { preStop: { exec: { command: ['sleep', '10'] } } }
    const lab = running('web', 'nginx:1.7.9', {}, { lifecycle })
    lab.delete('Pod/default/web', { graceSeconds: 0 })
    expect(lab.exists('web')).toBe(false)
    lab.run(60)
    expect(lab.messages('web', 'FailedPreStopHook')).toEqual([])
    expect(lab.cluster.nextDue).toBeNull()
  })

  test('[POD-028] without grace, or without a node, it goes at once', () => {
    const lab = running('web', 'nginx:1.7.9')
    lab.delete('Pod/default/web', { graceSeconds: 0 })
    expect(lab.exists('web')).toBe(false)
    lab.pod('huge', 'nginx:1.7.9', {}, { resources: { requests: { cpu: '100' } } })
    lab.run(1)
    lab.delete('Pod/default/huge')
    expect(lab.exists('huge')).toBe(false)
  })

  test('[LIFE-026] a crash loop does not hinder it', () => {
    const lab = new Lab()
    lab.pod('loop', 'busybox:1.36', {}, { command: ['false'] })
    lab.run(200)
    lab.delete('Pod/default/loop')
    lab.run(31)
    expect(lab.exists('loop')).toBe(false)
  })
})
