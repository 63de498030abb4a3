import { Failure } from '../failure.ts'
import { isRecord } from '../object.ts'
import { jsonPathSteps, type Step } from './jsonpath-parse.ts'

/** Runs a JSONPath template such as `{.items[*].metadata.name}` and gives its text. */
export function jsonPathText(template: string, root: unknown): string {
  const parts = jsonPathSteps(template)
  try {
    return textOf(parts, root, root)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new Failure(
      `error executing jsonpath "${template}": Error executing template: ${error.message}. ` +
        'Printing more information for debugging the template:\n' +
        `\ttemplate was:\n\t\t${template}\n` +
        `\tobject given to jsonpath engine was:\n\t\t${JSON.stringify(root)}\n\n`,
    )
  }
}

/** The values that one path finds, without template: what sorting and waiting ask. */
export function jsonPathValues(path: string, root: unknown): unknown[] {
  const bare = path.startsWith('{') ? path : `{${path.startsWith('.') ? '' : '.'}${path}}`
  return jsonPathSteps(bare).flatMap((part) => {
    return part.type === 'path' ? walk([root], part.steps, root) : []
  })
}

function textOf(parts: ReturnType<typeof jsonPathSteps>, scope: unknown, root: unknown): string {
  return parts
    .map((part) => {
      if (part.type === 'text') return part.text
      if (part.type === 'path') return walk([scope], part.steps, root).map(printed).join(' ')
      const items = walk([scope], part.steps, root)
      return items.map((item) => textOf(part.body, item, root)).join('')
    })
    .join('')
}

function walk(values: unknown[], steps: readonly Step[], root: unknown): unknown[] {
  let at = values
  for (const step of steps) at = at.flatMap((value) => take(value, step, root))
  return at
}

function take(value: unknown, step: Step, root: unknown): unknown[] {
  switch (step.type) {
    case 'root':
      return [root]
    case 'field': {
      if (!isRecord(value)) return []
      return step.name in value ? [value[step.name]] : missing(step.name)
    }
    case 'all':
      return Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []
    case 'index': {
      if (!Array.isArray(value)) return []
      const at = step.at < 0 ? value.length + step.at : step.at
      if (at >= value.length || at < 0) {
        throw new Failure(`array index out of bounds: index ${step.at}, length ${value.length}`)
      }
      return [value[at]]
    }
    case 'slice':
      return Array.isArray(value) ? value.slice(step.from, step.to) : []
    case 'deep':
      return deep(value, step.name)
    default:
      return Array.isArray(value) ? value.filter((item) => isChosen(item, step, root)) : []
  }
}

/** `-o jsonpath` of get allows missing keys: it prints nothing for them. */
function missing(_name: string): unknown[] {
  return []
}

function deep(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => deep(item, name))
  if (!isRecord(value)) return []
  const own = name in value ? [value[name]] : []
  return [...own, ...Object.values(value).flatMap((inner) => deep(inner, name))]
}

function isChosen(item: unknown, step: Extract<Step, { type: 'filter' }>, root: unknown): boolean {
  const left = walk([item], step.left, root)[0]
  if (step.operator === 'exists') return left !== undefined
  const right = step.right
  switch (step.operator) {
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return Number(left) < Number(right)
    case '<=':
      return Number(left) <= Number(right)
    case '>':
      return Number(left) > Number(right)
    default:
      return Number(left) >= Number(right)
  }
}

function printed(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : JSON.stringify(value)
}
