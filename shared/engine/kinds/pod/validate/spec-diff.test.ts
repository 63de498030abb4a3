import { expect, test } from 'vitest'
import type { PodSpec } from '../schema/spec.ts'
import { podSpecDiff } from './spec-diff.ts'

const spec = {
  containers: [{ name: 'c', image: 'nginx', resources: {} }],
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  nodeName: 'node-1',
  securityContext: {},
  serviceAccountName: 'default',
} as unknown as PodSpec

/** Tabs as dots, so that they can be seen. */
const diff = (next: object): string =>
  podSpecDiff(spec, { ...spec, ...next }).replaceAll('\t', '··')

test('one field: its neighbours are shown, the others counted', () => {
  expect(diff({ nodeName: 'node-2' })).toBe(
    [
      '  core.PodSpec{',
      '  ··... // 9 identical fields',
      '  ··ServiceAccountName:           "default",',
      '  ··AutomountServiceAccountToken: nil,',
      '- ··NodeName: "node-1",',
      '+ ··NodeName: "node-2",',
      '  ··SecurityContext:  &{},',
      '  ··ImagePullSecrets: nil,',
      '  ··... // 20 identical fields',
      '  }',
      '',
    ].join('\n'),
  )
})

test('a field of a container, and one that the server keeps elsewhere', () => {
  const [container] = spec.containers
  const text = diff({ containers: [{ ...container, command: ['sh'] }], hostNetwork: true })
  expect(text).toContain(
    [
      '  ··Containers: []core.Container{',
      '  ····{',
      '  ······Name:  "c",',
      '  ······Image: "nginx",',
      '- ······Command: nil,',
      '+ ······Command: []string{"sh"},',
      '  ······Args:       nil,',
      '  ······WorkingDir: "",',
      '  ······... // 19 identical fields',
      '  ····},',
      '  ··},',
    ].join('\n'),
  )
  expect(text).toContain(
    [
      '  ··SecurityContext: &core.PodSecurityContext{',
      '- ····HostNetwork: false,',
      '+ ····HostNetwork: true,',
    ].join('\n'),
  )
})
