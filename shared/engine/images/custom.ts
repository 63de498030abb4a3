import type { CustomImage, ImageRoute } from '../kinds/image/schema.ts'
import { declare, type Declared, type Route } from '../programs/servers/declared.ts'
import { parseDuration } from '../schema/duration.ts'
import { milliValue, wholeValue } from '../schema/quantity.ts'
import type { BaseName } from './bases.ts'
import type { Image, Made } from './image.ts'

const MB = 1024 * 1024

/** Images that were made of objects before: an object never changes, a new one takes its place. */
const known = new WeakMap<CustomImage, Image>()

/** What a lesson or a teacher published, as an image of the catalogue. */
export function fromCustom(custom: CustomImage): Image {
  let image = known.get(custom)
  if (!image) known.set(custom, (image = build(custom)))
  return image
}

function build({ spec }: CustomImage): Image {
  const { entrypoint = [], cmd = [], ports = [] } = spec
  const made: Made = {
    from: (spec.base ?? 'busybox') as BaseName,
    // Without any words of its own, it runs the program that this object describes.
    entrypoint: entrypoint.length > 0 || cmd.length > 0 ? entrypoint : ['/app'],
    cmd,
    env: spec.env ?? {},
    files: spec.files ?? {},
    commands: (spec.commands ?? []).join(' '),
    own: () => [declare(programOf(spec))],
    ports,
  }
  if (spec.workingDir) made.workdir = spec.workingDir
  if (spec.runAsUser) made.user = ['app', spec.runAsUser]
  return {
    name: spec.image,
    tags: spec.tags ?? [],
    bytes: (spec.megabytes ?? 30) * 1_000_000,
    made,
  }
}

function programOf(spec: CustomImage['spec']): Declared {
  const { ports = [], routes = [], log = [] } = spec
  const program: Declared = {
    name: 'app',
    about: 'What the Image object says: ports, routes, lines, memory',
    ports,
    onTerm: spec.ignoresTerm ? 'ignored' : { ms: ms(spec.termTakes) ?? 150, code: 0 },
    routes: byPath(routes),
    bootMs: ms(spec.startup) ?? 0,
    says: log.map(({ line, after, stderr }) => ({
      afterMs: ms(after) ?? 0,
      line,
      ...(stderr ? { stream: 'stderr' as const } : {}),
    })),
    requires: spec.needsEnv ?? [],
  }
  const endsAfter = ms(spec.endsAfter)
  if (endsAfter !== undefined) program.ends = { afterMs: endsAfter, code: spec.exitCode ?? 0 }
  if (spec.cpu !== undefined) program.milliCpu = milliValue(spec.cpu)
  if (spec.memory !== undefined) program.megabytes = wholeValue(spec.memory) / MB
  if (spec.memoryPerMinute !== undefined) program.leak = wholeValue(spec.memoryPerMinute) / MB
  return program
}

function byPath(routes: readonly ImageRoute[]): Record<string, readonly Route[]> {
  // A server that declares no routes answers 200 everywhere: it is only there to be reached.
  if (routes.length === 0) return { '*': [{ body: 'ok\n' }] }
  const paths: Record<string, Route[]> = {}
  for (const route of routes) (paths[route.path] ??= []).push(routeOf(route))
  return paths
}

function routeOf({ status, body, contentType, after, until, takes }: ImageRoute): Route {
  const route: Route = { status: status ?? 200, body: body ?? '' }
  if (contentType) route.headers = { 'content-type': contentType }
  const [afterMs, untilMs, tookMs] = [ms(after), ms(until), ms(takes)]
  if (afterMs !== undefined) route.afterMs = afterMs
  if (untilMs !== undefined) route.untilMs = untilMs
  if (tookMs !== undefined) route.tookMs = tookMs
  return route
}

function ms(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDuration(text)
}
