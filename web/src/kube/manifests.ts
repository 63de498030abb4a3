import { isMap, isScalar, LineCounter, parseAllDocuments } from 'yaml'
import type { KubeObject } from './api.ts'

/** What is wrong with a text before any server sees it. Lines count from 1. */
export type ManifestError =
  { what: 'yaml'; line: number; message: string } | { what: 'not-object'; document: number }

/** YAML lets a few lines stand for millions: nobody's manifest needs more aliases than this. */
const MOST_ALIASES = 100

/** Reads the manifests of a text; several stand between lines of `---`. Empty ones do not count. */
export function readManifests(text: string): { objects: KubeObject[]; errors: ManifestError[] } {
  const lines = new LineCounter()
  const documents = parseAllDocuments(text, { lineCounter: lines, version: '1.1' })
  const objects: KubeObject[] = []
  const errors: ManifestError[] = []
  for (const [i, document] of [...documents].entries()) {
    const error = document.errors[0]
    if (error) {
      const { line } = lines.linePos(error.pos[0])
      errors.push({ what: 'yaml', line, message: firstSentence(error.message) })
      continue
    }
    if (isEmpty(document.contents)) continue
    const object = isMap(document.contents) ? plain(document) : null
    if (object) objects.push(object)
    else errors.push({ what: 'not-object', document: i + 1 })
  }
  return { objects, errors }
}

/** Nothing between two lines of `---`, or only comments. */
const isEmpty = (contents: unknown) =>
  contents === null || (isScalar(contents) && contents.value === null)

/**
 * A name of another type passes: `name: y` is true in the YAML that Kubernetes reads, and the
 * server says so better than we could.
 */
const isGiven = (name: unknown) => name !== undefined && name !== null

function plain(document: { toJS(options: { maxAliasCount: number }): unknown }): KubeObject | null {
  try {
    const object = document.toJS({ maxAliasCount: MOST_ALIASES }) as Partial<KubeObject>
    const isComplete =
      typeof object.apiVersion === 'string' &&
      typeof object.kind === 'string' &&
      isGiven(object.metadata?.name)
    return isComplete ? (object as KubeObject) : null
  } catch {
    return null
  }
}

const firstSentence = (message: string) => message.split(' at line ')[0] ?? message
