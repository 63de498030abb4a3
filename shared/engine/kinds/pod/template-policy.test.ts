import { expect, test } from 'vitest'
import { Desk, refusal } from '../../api/test-support/desk.ts'

const labels = { app: 'nginx' }
const selector = { matchLabels: labels }

const KINDS: [string, string, object][] = [
  ['deployments', 'Deployment.apps', {}],
  ['replicasets', 'ReplicaSet.apps', {}],
  ['statefulsets', 'StatefulSet.apps', { serviceName: 'nginx' }],
  ['daemonsets', 'DaemonSet.apps', {}],
]

function refused(plural: string, more: object, spec: object) {
  const containers = [{ name: 'nginx', image: 'nginx:1.7.9' }]
  const template = { metadata: { labels }, spec: { containers, ...spec } }
  const path = `/apis/apps/v1/namespaces/default/${plural}`
  const body = { metadata: { name: 'x' }, spec: { selector, template, ...more } }
  return refusal(new Desk().ask('POST', path, { body }))
}

test.each(KINDS)(
  '[LIFE-027] %s run pods for ever: only Always is allowed',
  (plural, kind, more) => {
    for (const restartPolicy of ['Never', 'OnFailure']) {
      const field = 'spec.template.spec.restartPolicy'
      const why = `Unsupported value: "${restartPolicy}": supported values: "Always"`
      expect(refused(plural, more, { restartPolicy })).toMatchObject({
        code: 422,
        reason: 'Invalid',
        message: `${kind} "x" is invalid: ${field}: ${why}`,
        details: { causes: [{ reason: 'FieldValueNotSupported', message: why, field }] },
      })
    }
  },
)

test.each(KINDS)('[LIFE-027] %s have no deadline in their template', (plural, kind, more) => {
  // Upstream checks the template of a Deployment as that of a ReplicaSet, and says so.
  const named = kind.replace('.apps', '').replace('Deployment', 'ReplicaSet')
  expect(refused(plural, more, { activeDeadlineSeconds: 30 })).toMatchObject({
    code: 422,
    message:
      `${kind} "x" is invalid: spec.template.spec.activeDeadlineSeconds: Forbidden: ` +
      `activeDeadlineSeconds in ${named} is not Supported`,
  })
})
