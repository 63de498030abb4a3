import { groupKind, type Resource } from '../discovery.ts'
import { Failure } from '../failure.ts'
import type { KubeObject } from '../object.ts'
import { dryRun, type Session } from '../session.ts'
import { customColumns } from './custom-columns.ts'
import { jsonText } from './json.ts'
import { jsonPathText, jsonPathValues } from './jsonpath.ts'
import { yamlText } from './yaml.ts'

/** An object or a list in the form that `-o` asks for; undefined where the form needs a table. */
export function printerOf(output: string): ((value: unknown) => string) | undefined {
  const equals = output.indexOf('=')
  const form = equals < 0 ? output : output.slice(0, equals)
  const argument = equals < 0 ? '' : output.slice(equals + 1)
  switch (form) {
    case 'yaml':
      return yamlText
    case 'json':
      return jsonText
    case 'jsonpath':
    case 'jsonpath-as-json':
      if (equals < 0) throw new Failure(`template format specified but no template given`)
      return form === 'jsonpath'
        ? (value) => jsonPathText(argument, value)
        : (value) => jsonText(jsonPathValues(argument, value))
    case 'custom-columns':
      return (value) => customColumns(argument, value)
    default:
      return undefined
  }
}

/** The forms that `get` knows, as its complaint lists them. */
export const FORMS = [
  'custom-columns',
  'custom-columns-file',
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'name',
  'template',
  'templatefile',
  'wide',
  'yaml',
]

/** The complaint about a form that does not exist. */
export function unknownForm(output: string, allowed: readonly string[]): Failure {
  return new Failure(
    `unable to match a printer suitable for the output format "${output}", ` +
      `allowed formats are: ${allowed.join(',')}`,
  )
}

/**
 * Says what was done to an object: `deployment.apps/web scaled`, or the object itself where `-o`
 * asks for it. Upstream: cli-runtime genericclioptions PrintFlags with NamePrintFlags.
 */
export function report(
  session: Session,
  resource: Resource,
  object: KubeObject,
  operation: string,
): void {
  const output = session.flags.text('output')
  const name = `${groupKind(resource)}/${object.metadata.name}`
  if (output === 'name') return session.io.stdout(`${name}\n`)
  if (output) {
    const print = printerOf(output)
    if (!print)
      throw unknownForm(
        output,
        FORMS.filter((form) => !/custom|wide/.test(form)),
      )
    return session.io.stdout(print(withoutManagedFields(object)))
  }
  const mode = dryRun(session)
  const note = mode === 'client' ? ' (dry run)' : mode === 'server' ? ' (server dry run)' : ''
  session.io.stdout(`${name} ${operation}${note}\n`)
}

/** Who owns which field is not shown unless asked for. */
export function withoutManagedFields<T extends KubeObject>(object: T): T {
  const { managedFields: _hidden, ...metadata } = object.metadata as KubeObject['metadata'] & {
    managedFields?: unknown
  }
  return { ...object, metadata }
}
