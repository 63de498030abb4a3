import type { Actor, ApiRequest, Reply } from '../input.ts'
import type { Json } from '../json.ts'
import type { Kind, Registry } from '../kinds/define-kind.ts'
import { hex16 } from '../luck.ts'
import { openApiPath, openApiV2, openApiV3 } from '../schema/openapi.ts'
import { refused, replied, repliedText } from './call.ts'
import { QUESTIONS } from './questions.ts'
import { isVisible } from './route.ts'
import { refuse } from './status.ts'
import { VERSION } from './version.ts'

/** The documents of one registry, for those who see all of it and for those who do not. */
interface Library {
  /** By path without `/openapi/v3/`, such as `apis/apps/v1`. */
  v3: Map<string, { document: Json; hash: string }>
  v2?: Json
}

const libraries = new WeakMap<Registry, Map<boolean, Library>>()

/** Documents never change while the program runs: each is made when it is first asked for. */
function libraryFor(registry: Registry, seesAll: boolean): Library {
  const known = libraries.get(registry) ?? new Map<boolean, Library>()
  libraries.set(registry, known)
  const library = known.get(seesAll) ?? { v3: new Map() }
  known.set(seesAll, library)
  return library
}

/** The form of the older document that kubectl can read; it asks for it by a name with an `@`. */
const V2_PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'
const asksForProtobuf = /spec\.v2[.@]v1\.0\+protobuf/

/** One field of bytes in protobuf; short texts only, so that the length is one byte. */
const bytes = (field: number, text: string): string =>
  String.fromCharCode(field * 8 + 2, text.length) + text

/**
 * The older document in protobuf: who it is by, and no kinds. kubectl asks for it only about kinds
 * that the newer documents do not have, and then says itself that there is no such kind.
 * Source: gnostic openapi_v2.proto Document.
 */
const TITLE_PAGE = bytes(1, '2.0') + bytes(2, bytes(1, 'Kubernetes') + bytes(2, VERSION.gitVersion))

/**
 * `/openapi/v2`, `/openapi/v3` (the index) and `/openapi/v3/…` (one group). An old or missing hash
 * gets the newest document. Source: kube-openapi handler3.
 */
export function openApi(
  registry: Registry,
  { accept = '' }: ApiRequest,
  actor: Actor,
  parts: readonly string[],
): Reply {
  const [, version, ...rest] = parts
  const kinds = registry.kinds.filter((kind) => isVisible(kind, actor))
  const library = libraryFor(registry, kinds.length === registry.kinds.length)
  if (version === 'v2' && rest.length === 0) {
    if (asksForProtobuf.test(accept)) return repliedText(TITLE_PAGE, V2_PROTOBUF)
    library.v2 ??= openApiV2(kinds, VERSION.gitVersion, QUESTIONS) as unknown as Json
    return replied(library.v2)
  }
  if (version !== 'v3') return refused(refuse.noSuchPath())
  if (rest.length === 0) return replied(index(library, kinds))
  const found = document(library, kinds, rest.join('/'))
  return found ? replied(found.document) : refused(refuse.noSuchPath())
}

function index(library: Library, kinds: readonly Kind[]): Json {
  const paths = [...groups(kinds).keys()].map((path): [string, Json] => {
    const hash = document(library, kinds, path)?.hash ?? ''
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }]
  })
  return { paths: Object.fromEntries(paths) }
}

/** Group and version of each document, by its path. */
function groups(kinds: readonly Kind[]): Map<string, { group: string; version: string }> {
  return new Map(
    [...kinds, ...QUESTIONS].map(({ group, version }) => [
      openApiPath(group, version),
      { group, version },
    ]),
  )
}

function document(
  library: Library,
  kinds: readonly Kind[],
  path: string,
): { document: Json; hash: string } | undefined {
  const known = library.v3.get(path)
  if (known) return known
  const wanted = groups(kinds).get(path)
  if (!wanted) return undefined
  const isIn = (one: { group: string; version: string }): boolean =>
    one.group === wanted.group && one.version === wanted.version
  const carried = QUESTIONS.filter(isIn)
  const made = openApiV3(kinds.filter(isIn), VERSION.gitVersion, carried) as unknown as Json
  const text = JSON.stringify(made)
  const entry = { document: made, hash: hex16('openapi', text, 'v3').toUpperCase() }
  library.v3.set(path, entry)
  return entry
}
