import { isTerminating, objectKey } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { View } from '../../store/view.ts'
import { defineController, type Wakes } from '../define-kind.ts'
import type { Namespace } from './schema.ts'

const ROOT_CA = 'kube-root-ca.crt'
const ACCOUNT = 'default'

/** Stands where a certificate would: nothing in a simulated cluster checks one. */
const CERTIFICATE = [
  '-----BEGIN CERTIFICATE-----',
  'VGhpcyBjbHVzdGVyIGlzIHNpbXVsYXRlZDogaXQgaGFzIG5vIGNlcnRpZmljYXRlIGF1dGhvcml0eS4=',
  '-----END CERTIFICATE-----',
  '',
].join('\n')

/** Makes what every namespace has, unless it is there or the namespace goes. */
function ensure(kind: string, name: string, rest: object): Look {
  return (namespace, view) => {
    const home = namespace.metadata.name
    if (isTerminating(namespace) || view.get(kind, home, name)) return plan()
    return plan().create({ apiVersion: 'v1', kind, metadata: { name, namespace: home }, ...rest })
  }
}

type Look = (namespace: Namespace, view: View) => Plan

const itself: Wakes = (namespace) => [objectKey('Namespace', '', namespace.metadata.name)]

/** Wakes the namespace when its object of that name was deleted. */
function homeOf(name: string): Wakes {
  return ({ metadata }, change) => {
    const isGone = change.type === 'DELETED' && metadata.name === name
    return isGone ? [objectKey('Namespace', '', metadata.namespace ?? '')] : []
  }
}

/** Every namespace has an account `default`. Source: pkg/controller/serviceaccount. */
export const accountKeeper = defineController<Namespace>({
  name: 'serviceaccount',
  kind: 'Namespace',
  lagMs: 10,
  wokenBy: { Namespace: itself, ServiceAccount: homeOf(ACCOUNT) },
  reconcile: ensure('ServiceAccount', ACCOUNT, {}),
})

/**
 * Every namespace has the cluster's certificate. Source:
 * pkg/controller/certificates/rootcacertpublisher.
 */
export const certificateKeeper = defineController<Namespace>({
  name: 'root-ca-certificate-publisher',
  kind: 'Namespace',
  lagMs: 10,
  wokenBy: { Namespace: itself, ConfigMap: homeOf(ROOT_CA) },
  reconcile: ensure('ConfigMap', ROOT_CA, { data: { 'ca.crt': CERTIFICATE } }),
})
