import { describe, expect, it } from 'vitest'
import { applyDefaults } from '../../schema/defaults.ts'
import { pullPolicyOf } from './defaults.ts'
import { pod, podTemplateSpec, type Pod } from './schema.ts'

const fill = (spec: object): Pod['spec'] => {
  const draft = { metadata: { name: 'p' }, spec: { containers: [{ name: 'c' }], ...spec } }
  return applyDefaults(pod, draft as unknown as Pod).spec
}
const first = (container: object) =>
  fill({ containers: [{ name: 'c', image: 'nginx:1', ...container }] }).containers[0]

describe('the pull policy follows from the tag', () => {
  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1.27', 'IfNotPresent'],
    ['localhost:5000/nginx', 'Always'],
    ['localhost:5000/nginx:1', 'IfNotPresent'],
    ['nginx@sha256:0123', 'IfNotPresent'],
    ['nginx:latest@sha256:0123', 'Always'],
    ['Nginx', 'IfNotPresent'],
    ['', 'IfNotPresent'],
  ])('%s: %s', (image, policy) => {
    expect(pullPolicyOf(image)).toBe(policy)
  })
})

describe('a pod', () => {
  it('gets what upstream gives every pod', () => {
    expect(fill({})).toMatchObject({
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      terminationGracePeriodSeconds: 30,
      securityContext: {},
      enableServiceLinks: true,
    })
  })

  it('keeps a grace of no seconds', () => {
    expect(fill({ terminationGracePeriodSeconds: 0 }).terminationGracePeriodSeconds).toBe(0)
  })

  it('requests what it is limited to, where it asks for nothing', () => {
    const resources = { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m' } }
    expect(first({ resources })?.resources.requests).toEqual({ cpu: '100m', memory: '1Gi' })
  })

  it('on the network of its node has the ports of its node', () => {
    const ports = [{ containerPort: 80 }, { containerPort: 81, hostPort: 81 }]
    const spec = fill({ hostNetwork: true, containers: [{ name: 'c', ports }] })
    expect(spec.containers[0]?.ports?.map(({ hostPort }) => hostPort)).toEqual([80, 81])
  })

  it('has volumes that are empty directories unless it says otherwise', () => {
    expect(
      fill({ volumes: [{ name: 'v' }, { name: 's', secret: { secretName: 'x' } }] }),
    ).toMatchObject({ volumes: [{ emptyDir: {} }, { secret: { defaultMode: 420 } }] })
  })

  it('asks with the numbers of upstream', () => {
    expect(first({ livenessProbe: { httpGet: { port: 80 } } })?.livenessProbe).toEqual({
      httpGet: { port: 80, path: '/', scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    })
  })
})

it('a template gets less than a pod: requests and links come with the pod', () => {
  const limits = { cpu: '1' }
  const spec = { containers: [{ name: 'c', image: 'a:1', resources: { limits } }] }
  const filled = applyDefaults(podTemplateSpec, { spec } as never) as { spec: Pod['spec'] }
  expect(filled.spec.containers[0]?.resources).toEqual({ limits })
  expect(filled.spec).not.toHaveProperty('enableServiceLinks')
  expect(filled.spec.dnsPolicy).toBe('ClusterFirst')
})
