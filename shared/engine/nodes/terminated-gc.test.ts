import { describe, expect, test } from 'vitest'
import type { Pod } from '../kinds/pod/schema.ts'
import { Lab } from '../kubelet/test-support/lab.ts'
import type { KubeObject } from '../object.ts'
import { DAY } from '../time.ts'
import { THRESHOLD_ANNOTATION } from './terminated-gc.ts'

const names = (lab: Lab): string[] =>
  lab.cluster.view.list<Pod>('Pod', 'default').map(({ metadata }) => metadata.name)

function allow(lab: Lab, count: string): void {
  const system = lab.cluster.view.get<KubeObject>('Namespace', '', 'kube-system')!
  const annotations = { [THRESHOLD_ANNOTATION]: count }
  lab.update({ ...system, metadata: { ...system.metadata, annotations } })
}

function job(lab: Lab, name: string): void {
  lab.pod(name, 'busybox:1.36', { restartPolicy: 'Never' }, { command: ['true'] })
}

describe('pods that have ended', () => {
  test('[LIFE-029] beyond the threshold the oldest go, within 20 s', () => {
    const lab = new Lab()
    for (const name of ['e', 'd', 'c', 'b', 'a']) {
      job(lab, name)
      lab.until(() => lab.word(name) === 'Completed')
    }
    lab.run(60)
    expect(names(lab)).toHaveLength(5)
    allow(lab, '3')
    lab.run(20.1)
    expect(names(lab)).toEqual(['a', 'b', 'c'])
  })

  test('[LIFE-029] evicted ones go first, and 0 lets all of them stay', () => {
    const lab = new Lab()
    job(lab, 'old')
    lab.pod('evicted', 'nginx:1.7.9')
    lab.until(() => lab.word('evicted') === 'Running')
    lab.fault('thirst', { what: 'memory-pressure' })
    lab.until(() => lab.get('evicted').status.reason === 'Evicted')
    allow(lab, '0')
    lab.run(60)
    expect(names(lab)).toEqual(['evicted', 'old'])
    allow(lab, '1')
    lab.run(20.1)
    expect(names(lab)).toEqual(['old'])
  })

  test('[LIFE-028] below it nobody takes them away: they are listed a week later', () => {
    const lab = new Lab({ nodes: 1 })
    for (const name of ['a', 'b', 'c', 'd', 'e']) job(lab, name)
    for (const name of ['x', 'y', 'z']) lab.pod(name, 'nginx:1.7.9')
    lab.until(() => ['x', 'y', 'z'].every((name) => lab.word(name) === 'Running'))
    lab.fault('thirst', { what: 'memory-pressure', times: 3, for: '2m' })
    lab.run((7 * DAY) / 1_000)
    expect(names(lab)).toEqual(['a', 'b', 'c', 'd', 'e', 'x', 'y', 'z'])
    const ends = names(lab).map((name) => lab.get(name).status.reason ?? lab.get(name).status.phase)
    expect(ends).toEqual([...Array(5).fill('Succeeded'), ...Array(3).fill('Evicted')])
  })
})
