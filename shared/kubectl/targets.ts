import type { Discovery, Resource } from './discovery.ts'
import { Failure, isNotFound, throwAll } from './failure.ts'
import { readManifests, type Manifest } from './manifests.ts'
import type { KubeObject } from './object.ts'
import { getObject, listObjects, type Session } from './session.ts'

/** Whom a command is about: one named object, or all of a resource (that a selector leaves). */
export interface Target {
  resource: Resource
  name?: string
  /** The manifest that named it, with its file. */
  manifest?: Manifest
}

/** What the command line may leave out. */
export interface Demand {
  /** Without names and selector, all objects are meant (get, describe); else a name is demanded. */
  allWithoutName?: boolean
  /** The first argument's resource when names stand alone, such as `nodes` for cordon. */
  onlyNamesOf?: string
}

/** An object with the resource that it belongs to. */
export interface Found {
  resource: Resource
  object: KubeObject
  manifest?: Manifest
}

const NO_TARGET = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`

/** Reads the resources and names of a command line. Upstream: cli-runtime resource.Builder. */
export async function targetsOf(
  session: Session,
  args: readonly string[],
  demand: Demand = {},
): Promise<Target[]> {
  const { flags } = session
  const files = flags.all('filename')
  if (files.length > 0) {
    if (args.length > 0) {
      throw new Failure(
        'when paths, URLs, or stdin is provided as input, you may not specify a resource by ' +
          'arguments as well',
      )
    }
    return targetsOfFiles(session)
  }
  if (args.length === 0) throw new Failure(NO_TARGET)
  const discovery = await session.discovery()
  const targets = args.some((arg) => arg.includes('/'))
    ? pairs(discovery, args)
    : typeAndNames(discovery, args)
  const hasNames = targets.some(({ name }) => name !== undefined)
  if (hasNames && flags.has('selector')) {
    throw new Failure('name cannot be provided when a selector is specified')
  }
  const isSelected = flags.has('selector') || flags.has('field-selector') || flags.on('all')
  if (!hasNames && !isSelected && demand.allWithoutName !== true) {
    throw new Failure('resource(s) were provided, but no name was specified')
  }
  return targets
}

async function targetsOfFiles(session: Session): Promise<Target[]> {
  const manifests = await readManifests(session)
  return manifests.map((manifest) => ({
    resource: manifest.resource,
    name: manifest.object.metadata.name,
    manifest,
  }))
}

/** `deploy/web rs/web-1`. */
function pairs(discovery: Discovery, args: readonly string[]): Target[] {
  return args.map((arg) => {
    const [type = '', name = '', more] = arg.split('/')
    if (more !== undefined) {
      throw new Failure('arguments in resource/name form may not have more than one slash')
    }
    if (!arg.includes('/')) {
      throw new Failure(
        'there is no need to specify a resource type as a separate argument when passing ' +
          "arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead " +
          "of 'kubectl get resource resource/<resource_name>'",
      )
    }
    if (type === '' || name === '') {
      const message = 'arguments in resource/name form must have a single resource and name'
      throw new Failure(message)
    }
    return { resource: discovery.mustHave(type), name }
  })
}

/** `pods`, `deploy,rs`, `all`, `pod a b`. */
function typeAndNames(discovery: Discovery, args: readonly string[]): Target[] {
  const [types = '', ...names] = args
  const resources = types.split(',').flatMap((word) => {
    const category = discovery.inCategory(word)
    return category.length > 0 ? category : [discovery.mustHave(word)]
  })
  if (names.length === 0) return resources.map((resource) => ({ resource }))
  return resources.flatMap((resource) => names.map((name) => ({ resource, name })))
}

/**
 * The objects themselves. What is not there becomes a failure, after everything else was done: the
 * caller throws what comes back second.
 */
export async function findAll(
  session: Session,
  targets: readonly Target[],
): Promise<{ found: Found[]; failures: Failure[] }> {
  const found: Found[] = []
  const failures: Failure[] = []
  for (const target of targets) {
    try {
      found.push(...(await find(session, target)))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      if (isNotFound(error) && session.flags.on('ignore-not-found')) continue
      failures.push(error)
    }
  }
  return { found, failures }
}

/** The objects, or what is wrong. */
export async function mustFind(
  session: Session,
  args: readonly string[],
  demand?: Demand,
): Promise<Found[]> {
  const { found, failures } = await findAll(session, await targetsOf(session, args, demand))
  throwAll(failures)
  return found
}

async function find(session: Session, { resource, name, manifest }: Target): Promise<Found[]> {
  const { flags } = session
  if (name !== undefined) {
    const namespace = manifest?.object.metadata.namespace ?? session.namespace
    const object = await getObject(session, resource, namespace, name)
    return [{ resource, object, ...(manifest ? { manifest } : {}) }]
  }
  const namespace = flags.on('all-namespaces') ? undefined : session.namespace
  const objects = await listObjects(session, resource, namespace, {
    labelSelector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'),
  })
  return objects.map((object) => ({ resource, object }))
}
