import { describe, expect, test } from 'vitest'
import type { KubeEvent } from '../kinds/event/schema.ts'
import { Lab } from '../kubelet/test-support/lab.ts'

/** The Events of a pod as a list of them comes: by name. */
function listed(lab: Lab, pod: string): KubeEvent[] {
  const last = new Map<string, KubeEvent>()
  for (const { object } of lab.changes) {
    const event = object as KubeEvent
    if (object.kind !== 'Event' || event.involvedObject.name !== pod) continue
    last.set(object.metadata.name, event)
  }
  return [...last.keys()].sort((a, b) => (a < b ? -1 : 1)).map((name) => last.get(name)!)
}

describe('Events as objects', () => {
  test('[EV5] a list of them tells each object’s story in order: names count nanoseconds', () => {
    const lab = new Lab({ nodes: 1 })
    for (const name of ['one', 'two', 'three']) lab.pod(name, 'nginx:1.7.9')
    lab.run(20)
    for (const name of ['one', 'two', 'three']) {
      const reasons = listed(lab, name).map(({ reason }) => reason)
      expect(reasons).toEqual(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'])
    }
    const [first] = listed(lab, 'one')
    const nanos = BigInt(`0x${first!.metadata.name.split('.').at(-1)}`)
    expect(Math.abs(Number(nanos / 1_000_000n) - lab.cluster.now)).toBeLessThan(60_000)
  })
  test('[EV6] the scheduler reports in the newer form, which has no first and last time', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.7.9')
    lab.pod('big', 'nginx:1.7.9', {}, { resources: { requests: { cpu: '99' } } })
    lab.run(20)
    const newer = { source: {}, firstTimestamp: null, lastTimestamp: null }
    const [scheduled, pulling] = listed(lab, 'web')
    expect(scheduled).toMatchObject({
      ...newer,
      action: 'Binding',
      eventTime: expect.stringMatching(/\.\d{6}Z$/),
      reportingComponent: 'default-scheduler',
    })
    expect(pulling).toMatchObject({ eventTime: null, count: 1, source: { component: 'kubelet' } })
    expect(listed(lab, 'big')[0]).toMatchObject({ ...newer, action: 'Scheduling' })
  })
})
