import type { Resource } from './discovery.ts'
import { Failure } from './failure.ts'
import { dig, isRecord, type KubeObject } from './object.ts'
import { moreTelling, type PodObject } from './pods.ts'
import { getObject, listObjects, type Session } from './session.ts'

/** A resource and a name from `web-1`, `pod/web-1` or `deploy/web`. */
export async function named(
  session: Session,
  argument: string,
): Promise<{ resource: Resource; name: string }> {
  const discovery = await session.discovery()
  const [type = '', name, more] = argument.split('/')
  if (name === undefined) return { resource: discovery.mustHave('pods'), name: type }
  if (more !== undefined || type === '' || name === '') {
    throw new Failure('arguments in resource/name form must have a single resource and name')
  }
  return { resource: discovery.mustHave(type), name }
}

/**
 * The pods of an argument, the most telling first: the pod that it names, or those of the workload
 * or Service. Upstream: kubectl pkg/polymorphichelpers.
 */
export async function podsOf(session: Session, argument: string): Promise<PodObject[]> {
  const { resource, name } = await named(session, argument)
  const object = await getObject(session, resource, session.namespace, name)
  if (resource.kind === 'Pod') return [object as PodObject]
  const selector = selectorOf(object)
  if (selector === undefined) {
    throw new Failure(`cannot attach to *${resource.kind}: selector not found`)
  }
  const pods = (await session.discovery()).mustHave('pods')
  const labelSelector = selector
  const found = await listObjects<PodObject>(session, pods, session.namespace, { labelSelector })
  if (found.length === 0) {
    throw new Failure(`timed out waiting for the condition`)
  }
  return found.sort(moreTelling)
}

/** The label selector by which a workload or Service finds its pods, as text. */
function selectorOf(object: KubeObject): string | undefined {
  const selector = dig(object, 'spec', 'selector')
  if (!isRecord(selector)) return undefined
  const labels = isRecord(selector.matchLabels) ? selector.matchLabels : selector
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(',')
}
