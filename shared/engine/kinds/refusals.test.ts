import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { conform } from '../schema/conform.ts'
import { applyDefaults } from '../schema/defaults.ts'
import { invalid, type FieldError } from '../schema/field-errors.ts'
import type { MessageType } from '../schema/tree.ts'
import { deployment } from './deployment/schema.ts'
import { validateDeployment } from './deployment/validate.ts'
import { namespace } from './namespace/schema.ts'
import { validateNamespace } from './namespace/validate.ts'
import { pod } from './pod/schema.ts'
import { validatePod } from './pod/validate.ts'
import { service } from './service/schema.ts'
import { validateService } from './service/validate.ts'

interface Case {
  what: string
  kind: keyof typeof KINDS
  metadata?: { name?: string }
  spec?: Record<string, unknown>
  container?: Record<string, unknown>
  says: string
}

const CONTAINER = { name: 'c', image: 'nginx' }
const KINDS = {
  Pod: kind(pod, '', validatePod as Check, {}),
  Deployment: kind(deployment, 'apps', validateDeployment as Check, {
    replicas: 1,
    selector: { matchLabels: { app: 'a' } },
    template: { metadata: { labels: { app: 'a' } }, spec: { containers: [CONTAINER] } },
  }),
  Service: kind(service, '', validateService as Check, { ports: [{ port: 80 }] }),
  Namespace: kind(namespace, '', validateNamespace as Check, {}),
}

type Check = (object: unknown) => FieldError[]
function kind(type: MessageType, group: string, check: Check, spec: object) {
  return { type, group, check, spec }
}

/** What the API server answers to the creation of an object, without how it begins. */
function answer({ kind, metadata, spec, container }: Case): string {
  const { type, group, check, spec: sound } = KINDS[kind]
  const own = kind === 'Pod' ? { containers: [{ ...CONTAINER, ...container }] } : {}
  const body = {
    apiVersion: group ? `${group}/v1` : 'v1',
    kind,
    metadata: { name: 'p', ...(kind === 'Namespace' ? {} : { namespace: 'default' }), ...metadata },
    spec: { ...sound, ...own, ...spec },
  }
  const read = conform(type, { version: 'v1', kind }, body, 'Strict')
  if ('status' in read) {
    return read.message.replace(`${kind} in version "v1" cannot be handled as a ${kind}: `, '')
  }
  const errors = check(applyDefaults(type, read.object))
  if (errors.length === 0) return ''
  const { message } = invalid({ group, kind }, body.metadata.name, errors)
  const qualified = group ? `${kind}.${group}` : kind
  return message.replace(`${qualified} "${body.metadata.name}" is invalid: `, '')
}

const cases = parse(
  readFileSync(new URL('testdata/refusals.yaml', import.meta.url), 'utf8'),
) as Case[]

it.each(cases.map((one) => [`${one.kind}: ${one.what}`, one] as const))('%s', (_what, one) => {
  expect(answer(one)).toBe(one.says)
})
