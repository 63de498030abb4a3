import { describe, expect, test } from 'vitest'
import { thaw } from '../index.ts'
import type { Pod } from '../kinds/pod/schema.ts'
import { podStatusWord } from '../kinds/pod/status-word.ts'
import { Lab } from './test-support/lab.ts'

const WHY =
  'rpc error: code = NotFound desc = failed to pull and unpack image ' +
  '"docker.io/library/nginx:1.91": failed to resolve reference ' +
  '"docker.io/library/nginx:1.91": docker.io/library/nginx:1.91: not found'

const waiting = (pod: Pod) => pod.status.containerStatuses?.[0]?.state.waiting

describe('an image that cannot be had', () => {
  test('[LIFE-032] tries come at 0, 10, 30, 70, 150, 310, 610 s, the pod stays Pending', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.91')
    lab.run(700)
    const tries = lab.times('web', 'Pulling').map((at) => Math.round(at))
    expect(tries).toEqual([0, 10, 30, 70, 150, 310, 610])
    expect(lab.get('web').status.phase).toBe('Pending')
  })

  test('the words are the runtime’s, and alternate with ImagePullBackOff', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.91')
    lab.until(() => lab.word('web') === 'ErrImagePull')
    expect(waiting(lab.get('web'))).toEqual({ reason: 'ErrImagePull', message: WHY })
    lab.until(() => lab.word('web') === 'ImagePullBackOff')
    expect(waiting(lab.get('web'))?.message).toBe(
      `Back-off pulling image "nginx:1.91": ErrImagePull: ${WHY}`,
    )
    expect(lab.events('web').map(([, reason, message]) => `${reason}: ${message}`)).toEqual([
      expect.stringContaining('Scheduled'),
      'Pulling: Pulling image "nginx:1.91"',
      `Failed: Failed to pull image "nginx:1.91": ${WHY}`,
      'Failed: Error: ErrImagePull',
      'BackOff: Back-off pulling image "nginx:1.91"',
      'Failed: Error: ImagePullBackOff',
    ])
    lab.run(20)
    expect(lab.words('web').map(([, word]) => word)).toEqual([
      'Pending',
      'ContainerCreating',
      'ErrImagePull',
      'ImagePullBackOff',
      'ErrImagePull',
      'ImagePullBackOff',
    ])
  })

  test('another image heals at once, with no back-off left', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.91')
    lab.run(100)
    const pod = lab.get('web')
    const [container] = pod.spec.containers
    lab.mark()
    const containers = [{ ...container!, image: 'nginx:1.9.1' }]
    lab.update({ ...pod, spec: { ...pod.spec, containers } } as Pod)
    lab.until(() => lab.word('web') === 'Running')
    expect(lab.seconds).toBeLessThan(8)
  })

  test('an unknown repository is refused in other words', () => {
    const lab = new Lab()
    lab.pod('web', 'no-such-image:1')
    lab.until(() => lab.word('web') === 'ErrImagePull')
    expect(waiting(lab.get('web'))?.message).toContain('code = Unknown')
    expect(waiting(lab.get('web'))?.message).toContain('pull access denied')
  })

  test('a name that is none, and a policy of Never, are told once and wait', () => {
    const lab = new Lab()
    lab.pod('shout', 'NGINX')
    lab.pod('never', 'nginx:1.7.9', {}, { imagePullPolicy: 'Never' })
    lab.run(30)
    expect(lab.word('shout')).toBe('InvalidImageName')
    expect(lab.word('never')).toBe('ErrImageNeverPull')
    expect(lab.messages('never', 'ErrImageNeverPull')).toEqual([
      'Container image "nginx:1.7.9" is not present with pull policy of Never',
    ])
  })

  test('a fault keeps an image away until it is healed, and is to blame for it', () => {
    const lab = new Lab()
    lab.fault('registry', { what: 'bad-image', where: { images: 'nginx:*' } })
    lab.run(0.01)
    lab.pod('web', 'nginx:1.7.9')
    lab.until(() => lab.word('web') === 'ImagePullBackOff')
    const failed = lab.changes.find(
      ({ object, cause }) => object.kind === 'Pod' && cause.by === 'visit' && cause.fault,
    )
    expect(failed?.cause).toMatchObject({ fault: 'registry' })
    lab.heal('registry')
    lab.until(() => lab.word('web') === 'Running')
  })

  test('a slow pull takes as many times longer as the fault says', () => {
    const took = (factor?: number) => {
      const lab = new Lab({ nodes: 1 })
      if (factor) lab.fault('slow', { what: 'slow-pull', factor })
      lab.run(0.01)
      lab.pod('web', 'nginx:1.7.9')
      lab.until(() => lab.word('web') === 'Running')
      const [pulling = 0] = lab.times('web', 'Pulling')
      const [pulled = 0] = lab.times('web', 'Pulled')
      return pulled - pulling
    }
    expect(took(400) / took()).toBeCloseTo(4, 1)
  })

  test('when a slow registry is healed, running pulls are over', () => {
    const lab = new Lab({ nodes: 1 })
    lab.fault('slow', { what: 'slow-pull', factor: 10_000 })
    lab.run(0.01)
    lab.pod('web', 'nginx:1.7.9')
    lab.run(60)
    expect(lab.word('web')).toBe('ContainerCreating')
    lab.heal('slow')
    lab.until(() => lab.word('web') === 'Running', 2)
  })

  test('a world’s own image is pulled like any other, also after a thaw', () => {
    const lab = new Lab({ images: [{ image: 'shop', tags: ['1', '2'] }] })
    lab.pod('good', 'shop:1')
    lab.pod('bad', 'shop:3')
    lab.run(0.1)
    const twin = thaw(lab.cluster.freeze())
    const at = lab.cluster.now + 20_000
    const actor = { user: 'lab', groups: [] }
    twin.step({ seq: lab.cluster.seq + 1, at, actor, do: { type: 'advance' } })
    const word = (name: string) => podStatusWord(twin.view.get<Pod>('Pod', 'default', name)!)
    expect([word('good'), word('bad')]).toEqual(['Running', 'ImagePullBackOff'])
  })
})
