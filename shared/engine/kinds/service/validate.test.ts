import { describe, expect, it } from 'vitest'
import { applyDefaults } from '../../schema/defaults.ts'
import { errorBody, type FieldError } from '../../schema/field-errors.ts'
import { service, type Service } from './schema.ts'
import { outsideRange, validateService } from './validate.ts'
import { validateServiceUpdate } from './validate-update.ts'

const serviceOf = (spec: object): Service =>
  applyDefaults(service, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { ports: [{ port: 80 }], ...spec },
  } as unknown as Service)
const words = (errors: FieldError[]): string[] =>
  errors.map((error) => `${error.field}: ${errorBody(error)}`)
const check = (spec: object): string[] => words(validateService(serviceOf(spec)))

describe('the defaults of a service', () => {
  it('are those of upstream', () => {
    expect(serviceOf({}).spec).toEqual({
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
    })
  })

  it('follow the type', () => {
    expect(serviceOf({ type: 'NodePort' }).spec.externalTrafficPolicy).toBe('Cluster')
    expect(serviceOf({ type: 'LoadBalancer' }).spec.allocateLoadBalancerNodePorts).toBe(true)
    const away = serviceOf({ type: 'ExternalName', externalName: 'example.com' }).spec
    expect(away.internalTrafficPolicy).toBeUndefined()
  })

  it('keep a sticky client for three hours', () => {
    expect(serviceOf({ sessionAffinity: 'ClientIP' }).spec.sessionAffinityConfig).toEqual({
      clientIP: { timeoutSeconds: 10_800 },
    })
  })
})

describe('a service', () => {
  it.each([
    {},
    { type: 'NodePort' },
    { type: 'LoadBalancer' },
    { clusterIP: 'None', clusterIPs: ['None'], ports: [] },
  ])('as %j is taken', (spec) => {
    expect(check(spec)).toEqual([])
  })

  it('cannot have one port twice', () => {
    const ports = [
      { name: 'a', port: 80 },
      { name: 'b', port: 80 },
    ]
    expect(check({ ports })[0]).toContain('spec.ports[1]: Duplicate value: core.ServicePort{')
  })

  it('cannot be without an address and open to the outside', () => {
    expect(check({ type: 'NodePort', clusterIP: 'None', clusterIPs: ['None'] })).toEqual([
      'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services',
    ])
  })

  it('keeps its address', () => {
    const at = (ip: string): Service => serviceOf({ clusterIP: ip, clusterIPs: [ip] })
    expect(words(validateServiceUpdate(at('10.96.0.9'), at('10.96.0.8')))).toEqual([
      'spec.clusterIPs[0]: Invalid value: []string{"10.96.0.9"}: may not change once set',
    ])
    const away = serviceOf({ type: 'ExternalName', externalName: 'example.com' })
    expect(validateServiceUpdate(away, at('10.96.0.8'))).toEqual([])
  })

  it('is told which addresses there are', () => {
    expect(words([outsideRange(['1.2.3.4'], '1.2.3.4', '10.96.0.0/12')])).toEqual([
      'spec.clusterIPs: Invalid value: []string{"1.2.3.4"}: failed to allocate IP 1.2.3.4: ' +
        'the provided IP (1.2.3.4) is not in the valid range. ' +
        'The range of valid IPs is 10.96.0.0/12',
    ])
  })
})
