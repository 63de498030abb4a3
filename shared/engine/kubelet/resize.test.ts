import { describe, expect, test } from 'vitest'
import type { Pod } from '../kinds/pod/schema.ts'
import { Lab } from './test-support/lab.ts'

const cpu = (amount: string) => ({ requests: { cpu: amount } })

function running(container: object = {}): Lab {
  const lab = new Lab({ nodes: 1 })
  lab.pod('web', 'nginx:1.7.9', {}, { resources: cpu('1'), ...container })
  lab.until(() => lab.word('web') === 'Running')
  lab.run(1)
  lab.mark()
  return lab
}

function resize(lab: Lab, resources: object): void {
  const pod = lab.get('web')
  const [container] = pod.spec.containers
  const spec = { ...pod.spec, containers: [{ ...container!, resources }] }
  lab.cluster.make((door) => void door.update({ ...pod, spec } as Pod, 'resize'))
}

const status = (lab: Lab) => lab.get('web').status.containerStatuses?.[0]

describe('a running pod gets other resources (1.32 with InPlacePodVerticalScaling)', () => {
  test('at once where there is room; nothing is restarted', () => {
    const lab = running()
    resize(lab, cpu('2'))
    expect(lab.get('web').status.resize).toBe('Proposed')
    expect(status(lab)?.resources).toEqual(cpu('1'))
    lab.run(1)
    expect(lab.get('web').status.resize).toBeUndefined()
    expect(status(lab)).toMatchObject({
      allocatedResources: { cpu: '2' },
      resources: cpu('2'),
      restartCount: 0,
    })
  })

  test('by a restart where its policy says so', () => {
    const resizePolicy = [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }]
    const lab = running({ resizePolicy })
    resize(lab, cpu('2'))
    lab.run(10)
    expect(status(lab)).toMatchObject({ restartCount: 1, ready: true, resources: cpu('2') })
    expect(lab.messages('web', 'Killing')).toHaveLength(1)
  })

  test('never where the node is too small, not yet where others are in the way', () => {
    const lab = running()
    lab.pod('other', 'nginx:1.7.9', {}, { resources: cpu('2') })
    lab.until(() => lab.word('other') === 'Running')
    resize(lab, cpu('100'))
    lab.run(1)
    expect(lab.get('web').status.resize).toBe('Infeasible')
    expect(status(lab)?.resources).toEqual(cpu('1'))
    resize(lab, cpu('3'))
    lab.run(1)
    expect(lab.get('web').status.resize).toBe('Deferred')
    lab.delete('Pod/default/other')
    lab.run(20)
    expect(lab.get('web').status.resize).toBeUndefined()
    expect(status(lab)?.resources).toEqual(cpu('3'))
  })
})
