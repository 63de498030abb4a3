import type { Discovery, Resource } from '../discovery.ts'
import { Failure, StatusFailure, throwAll } from '../failure.ts'
import { readManifests } from '../manifests.ts'
import type { JsonRecord, KubeObject } from '../object.ts'
import { compactJson } from '../output/json.ts'
import { report } from '../output/printer.ts'
import { changeCause, CHANGE_CAUSE } from '../change-cause.ts'
import { dryRun, dryRunQuery, pathOf, type Session } from '../session.ts'

/** The annotation in which `apply` remembers what it applied last. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** Sends a new object to the server and gives back what became of it. */
export function post(
  session: Session,
  resource: Resource,
  object: KubeObject,
  manager: string,
): Promise<KubeObject> {
  const validate = session.flags.text('validate') ?? 'Strict'
  const levels: Record<string, string> = { true: 'Strict', strict: 'Strict', warn: 'Warn' }
  return session.client.ask<KubeObject>({
    method: 'POST',
    path: pathOf(resource, object.metadata.namespace ?? session.namespace),
    query: {
      ...dryRunQuery(session),
      fieldManager: session.flags.text('field-manager') ?? manager,
      fieldValidation: levels[validate] ?? (validate === 'Strict' ? 'Strict' : 'Ignore'),
    },
    body: object as unknown as JsonRecord,
  })
}

/** `kubectl create -f`: every object of the files; what fails does not keep back the others. */
export async function createFromFiles(session: Session): Promise<void> {
  const failures: Failure[] = []
  for (const { source, resource, object } of await readManifests(session)) {
    const wanted = session.flags.on('save-config') ? withLastApplied(object) : object
    try {
      const isDry = dryRun(session) === 'client'
      const made = isDry
        ? wanted
        : await post(session, resource, recorded(session, wanted), 'kubectl-create')
      report(session, resource, made, 'created')
    } catch (error) {
      failures.push(inFile(error, 'creating', source))
    }
  }
  throwAll(failures)
}

/** Says from which file the refused object came. */
export function inFile(error: unknown, verb: string, source: string): Failure {
  if (error instanceof StatusFailure) {
    const where = source === 'STDIN' ? 'STDIN' : source
    return error.in(`error when ${verb} "${where}": `)
  }
  if (error instanceof Failure) return error
  throw error
}

/** The object with the annotation of `--record`, where it was asked for. */
export function recorded<T extends KubeObject>(session: Session, object: T): T {
  const cause = changeCause(session)
  return cause === undefined ? object : annotated(object, { [CHANGE_CAUSE]: cause })
}

/** The object with more annotations. */
export function annotated<T extends KubeObject>(object: T, more: Record<string, string>): T {
  const annotations = { ...object.metadata.annotations, ...more }
  return { ...object, metadata: { ...object.metadata, annotations } }
}

/** The object with what it says itself in an annotation: the base of the next `apply`. */
export function withLastApplied(object: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _old, ...annotations } = object.metadata.annotations ?? {}
  const bare = { ...object, metadata: { ...object.metadata, annotations } }
  return annotated(bare, { [LAST_APPLIED]: compactJson(bare) })
}

/** Makes one object from flags: `kubectl create deployment`, `kubectl run` and so on. */
export async function createGenerated(
  session: Session,
  discovery: Discovery,
  object: KubeObject,
  how: { operation?: string; manager?: string; failure?: string } = {},
): Promise<void> {
  const resource = discovery.ofKind(object.apiVersion, object.kind)
  if (!resource) throw new Failure(`the server doesn't have a resource type "${object.kind}"`)
  const { namespace: _none, ...bare } = object.metadata
  const isEnforced = session.flags.has('namespace') && resource.namespaced
  const local = isEnforced ? { ...bare, namespace: session.namespace } : bare
  const placed: KubeObject = { ...object, metadata: local }
  if (dryRun(session) === 'client') {
    return report(session, resource, placed, how.operation ?? 'created')
  }
  const target = resource.namespaced
    ? { ...object, metadata: { ...bare, namespace: session.namespace } }
    : placed
  try {
    const made = await post(
      session,
      resource,
      recorded(session, target),
      how.manager ?? 'kubectl-create',
    )
    report(session, resource, made, how.operation ?? 'created')
  } catch (error) {
    if (how.failure && error instanceof StatusFailure) {
      throw new Failure(`failed to create ${how.failure}: ${error.message}`)
    }
    throw error
  }
}

/** The one NAME that a `create` needs. */
export function onlyName(session: Session): string {
  const { args, command } = session
  const [name] = args
  if (name === undefined || args.length > 1) {
    throw new Failure(
      `exactly one NAME is required, got ${args.length}\n` +
        `See 'kubectl ${command} -h' for help and examples`,
    )
  }
  return name
}
