import { describe, expect, test } from 'vitest'
import { conditionOf } from '../kinds/pod/condition.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { podReadyText } from '../kinds/pod/status-word.ts'
import { Lab } from './test-support/lab.ts'

const NGINX = 'nginx:1.7.9'
const phase = (lab: Lab, name: string) => lab.get(name).status.phase

describe('what becomes of pods when others are gone', () => {
  test('[POD-019] [LIFE-006] nobody replaces a bare pod of a dead node; its phase is never Unknown', () => {
    const lab = new Lab()
    lab.pod('bare', NGINX, { nodeName: 'node-1' })
    lab.until(() => lab.word('bare') === 'Running')
    lab.mark()
    lab.fault('dead', { what: 'crash', where: { nodes: 'node-1' } })
    lab.run(60)
    expect([phase(lab, 'bare'), lab.word('bare')]).toEqual(['Running', 'Running'])
    expect(podReadyText(lab.get('bare'))).toBe('1/1')
    expect(conditionOf(lab.get('bare'), 'Ready')?.status).toBe('False')
    lab.run(540)
    expect(lab.word('bare')).toBe('Terminating')
    expect(lab.cluster.view.list('Pod', 'default')).toHaveLength(1)
    for (const { object } of lab.changes) {
      if (object.kind === 'Pod') expect((object as Pod).status.phase).not.toBe('Unknown')
    }
    lab.delete('Node//node-1')
    lab.run(80)
    expect(lab.cluster.view.list('Pod', 'default')).toEqual([])
  })

  test('[POD-020] without a scheduler what runs runs on, and what is new waits without a word', () => {
    const lab = new Lab()
    for (const name of ['a', 'b', 'c']) lab.pod(name, NGINX)
    lab.until(() => ['a', 'b', 'c'].every((name) => lab.word(name) === 'Running'))
    lab.fault('stopped', { what: 'scheduler-down' })
    lab.run(1)
    lab.mark()
    for (const name of ['d', 'e']) lab.pod(name, NGINX)
    lab.run(600)
    for (const name of ['d', 'e']) {
      expect(phase(lab, name)).toBe('Pending')
      expect(lab.get(name).spec.nodeName).toBeUndefined()
      expect(lab.get(name).status.conditions ?? []).toEqual([])
      expect(lab.events(name)).toEqual([])
    }
    expect(['a', 'b', 'c'].map((name) => lab.word(name))).toEqual(Array(3).fill('Running'))
    lab.heal('stopped')
    lab.run(1)
    for (const name of ['d', 'e']) expect(lab.get(name).spec.nodeName).toBeDefined()
  })
})
