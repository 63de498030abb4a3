import { explain, type KubeApi, type KubeObject } from '../kube/api.ts'
import { apply, resourceFor } from '../kube/apply.ts'
import { discover, type Resource } from '../kube/discovery.ts'
import { type ManifestError, readManifests } from '../kube/manifests.ts'
import { t } from '../state/language.svelte.ts'

/** What is said beside the editor about one manifest. */
export interface Report {
  ok: boolean
  /** `Deployment/web`, or nothing when the text could not be read that far. */
  what: string
  text: string
  /** Causes, one each. */
  lines: string[]
}

/**
 * Applies every manifest of a text in turn, as `kubectl apply -f` does: a refused one does not
 * keep the others out. A text that cannot be read as YAML changes nothing at all.
 */
export async function applyText(api: KubeApi, text: string, dryRun: boolean): Promise<Report[]> {
  const { objects, errors } = readManifests(text)
  if (errors.length > 0) return errors.map((error) => bad('', wordsFor(error)))
  if (objects.length === 0) return [bad('', t('edit.nothing'))]
  const reports: Report[] = []
  try {
    const resources = await discover(api)
    for (const object of objects) reports.push(await applyOne(api, resources, object, dryRun))
  } catch (error) {
    reports.push(bad('', explain(error).join(' ') || t('error.offline')))
  }
  return reports
}

async function applyOne(
  api: KubeApi,
  resources: Resource[],
  object: KubeObject,
  dryRun: boolean,
): Promise<Report> {
  const { apiVersion, kind, metadata } = object
  const what = `${kind}/${metadata.name}`
  const resource = resourceFor(resources, object)
  if (!resource) return bad(what, t('edit.unknownKind', { kind, apiVersion }))
  try {
    const outcome = await apply(api, resource, object, dryRun)
    return { ok: true, what, text: t(`edit.result.${outcome}`), lines: [] }
  } catch (error) {
    return bad(what, t('edit.failed'), explain(error))
  }
}

const bad = (what: string, text: string, lines: string[] = []): Report => ({
  ok: false,
  what,
  text,
  lines,
})

function wordsFor(error: ManifestError): string {
  if (error.what === 'yaml')
    return t('edit.yamlError', { line: error.line, message: error.message })
  return t('edit.notObject', { n: error.document })
}
