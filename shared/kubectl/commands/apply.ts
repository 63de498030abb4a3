import { defineCommand } from '../command.ts'
import {
  ALL,
  DRY_RUN,
  FILES,
  MANAGER,
  OUTPUT,
  RECORD,
  SELECTOR,
  VALIDATE,
} from '../common-flags.ts'
import { Failure, isNotFound, throwAll, UsageFailure } from '../failure.ts'
import { readManifests, type Manifest } from '../manifests.ts'
import { isRecord, type JsonRecord, type KubeObject } from '../object.ts'
import { report } from '../output/printer.ts'
import { threeWayPatch } from '../patch/three-way.ts'
import { dryRun, dryRunQuery, getObject, patchObject, pathOf, type Session } from '../session.ts'
import { inFile, LAST_APPLIED, post, recorded, withLastApplied } from './create-objects.ts'

const MANAGED_BY = 'kubectl-client-side-apply'

/** `kubectl apply -f`: makes what the files say. Upstream: kubectl pkg/cmd/apply. */
export const apply = defineCommand({
  name: 'apply',
  about: 'Apply a configuration to a resource by file name or stdin',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...SELECTOR,
    ALL,
    DRY_RUN,
    MANAGER,
    RECORD,
    VALIDATE,
    { name: 'server-side', type: 'flag' },
    { name: 'force-conflicts', type: 'flag' },
    { name: 'overwrite', type: 'flag' },
    { name: 'wait', type: 'flag' },
    { name: 'force', type: 'flag' },
  ],
  run: async (session) => {
    if (session.args.length > 0) {
      throw new UsageFailure('apply', `Unexpected args: [${session.args.join(' ')}]`)
    }
    if (!session.flags.has('filename')) throw new Failure('must specify one of -f and -k')
    const failures: Failure[] = []
    for (const manifest of await readManifests(session)) {
      try {
        if (session.flags.on('server-side')) await applyOnServer(session, manifest)
        else await applyOne(session, manifest)
      } catch (error) {
        failures.push(error instanceof Failure ? error : inFile(error, 'applying', manifest.source))
      }
    }
    throwAll(failures)
  },
})

async function applyOne(session: Session, manifest: Manifest): Promise<void> {
  const { resource, source } = manifest
  const wanted = withLastApplied(recorded(session, manifest.object))
  const current = await currentOf(session, manifest)
  if (!current) {
    const isDry = dryRun(session) === 'client'
    try {
      const made = isDry ? wanted : await post(session, resource, wanted, MANAGED_BY)
      return report(session, resource, made, 'created')
    } catch (error) {
      throw inFile(error, 'creating', source)
    }
  }
  const patch = threeWayPatch(lastApplied(session, manifest, current), bare(wanted), bare(current))
  if (dryRun(session) === 'client') return report(session, resource, current, 'configured')
  if (Object.keys(patch).length === 0) return report(session, resource, current, 'unchanged')
  try {
    const changed = await patchObject(session, resource, current, {
      type: 'strategic',
      body: patch,
      manager: MANAGED_BY,
    })
    report(session, resource, changed, 'configured')
  } catch (error) {
    throw inFile(error, 'applying patch', source)
  }
}

async function currentOf(session: Session, manifest: Manifest): Promise<KubeObject | undefined> {
  const { resource, object, source } = manifest
  if (object.metadata.name === '') throw nameless(manifest)
  try {
    return await getObject(session, resource, object.metadata.namespace, object.metadata.name)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw inFile(error, 'retrieving current configuration of', source)
  }
}

/** Without a name there is nothing to compare with. */
function nameless({ resource, object, source }: Manifest): Failure {
  const { group, version, plural, kind } = resource
  return new Failure(
    'error when retrieving current configuration of:\n' +
      `Resource: "${group}/${version}, Resource=${plural}", ` +
      `GroupVersionKind: "${group}/${version}, Kind=${kind}"\n` +
      `Name: "", Namespace: "${object.metadata.namespace ?? ''}"\n` +
      `from server for: "${source}": resource name may not be empty`,
  )
}

/** What was applied last; without it nothing can be taken away, and kubectl says so. */
function lastApplied(session: Session, { resource }: Manifest, current: KubeObject): JsonRecord {
  const text = current.metadata.annotations?.[LAST_APPLIED]
  if (text === undefined) {
    session.io.stderr(
      `Warning: resource ${resource.plural}/${current.metadata.name} is missing the ` +
        `${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply ` +
        'should only be used on resources created declaratively by either kubectl create ' +
        '--save-config or kubectl apply. The missing annotation will be patched automatically.\n',
    )
    return {}
  }
  const value: unknown = JSON.parse(text)
  return isRecord(value) ? value : {}
}

/** Identity is no part of a patch. */
function bare(object: KubeObject): JsonRecord {
  return object as unknown as JsonRecord
}

async function applyOnServer(session: Session, { resource, object }: Manifest): Promise<void> {
  const { name, namespace } = object.metadata
  const applied = await session.client.ask<KubeObject>({
    method: 'PATCH',
    path: pathOf(resource, namespace, name),
    query: {
      ...dryRunQuery(session),
      fieldManager: session.flags.text('field-manager') ?? 'kubectl',
      fieldValidation: 'Strict',
      force: String(session.flags.on('force-conflicts')),
    },
    contentType: 'application/apply-patch+yaml',
    body: bare(object),
  })
  report(session, resource, applied, 'serverside-applied')
}
