import { Environment, EvaluationError, type ASTNode } from '@marcbachmann/cel-js'
import { addHelpers } from './cel-helpers.ts'
import type { Cel } from './lesson-type.ts'
import type { Snapshot } from './snapshot.ts'

const OPTIONS = { enableOptionalTypes: true, homogeneousAggregateLiterals: false }

/** A parsed expression and what it looks at. */
export interface Compiled {
  /** The plurals that it may read: it cannot change its value while none of these kinds changes. */
  readonly reads: readonly string[]
  /** Is it true in this snapshot? What cannot be evaluated is not true; `problem` says why. */
  holds(snapshot: Snapshot): { value: boolean; problem?: string }
}

const environment = addHelpers(new Environment({ ...OPTIONS, unlistedVariablesAreDyn: true }))
const compiled = new Map<Cel, Compiled>()

/** Parses an expression once; throws CEL's own words where it is none. */
export function compile(expression: Cel): Compiled {
  const known = compiled.get(expression)
  if (known) return known
  const evaluate = environment.parse(expression)
  const reads = namesIn(evaluate.ast)
  const fresh: Compiled = {
    reads,
    holds: (snapshot) => {
      try {
        const lists = reads.map((plural) => [plural, snapshot.list(plural)] as const)
        const value: unknown = evaluate(Object.fromEntries(lists))
        if (typeof value === 'boolean') return { value }
        return { value: false, problem: `neither true nor false: ${expression}` }
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error
        const missing = error.code === 'no_such_key'
        return { value: false, ...(missing ? {} : { problem: error.message }) }
      }
    },
  }
  compiled.set(expression, fresh)
  return fresh
}

/**
 * What is wrong with an expression where only these plurals exist, in CEL's words; undefined when
 * nothing is. A test asks it of every lesson, because a misspelt kind would simply be an empty
 * list.
 */
export function faultIn(expression: Cel, plurals: readonly string[]): string | undefined {
  const strict = addHelpers(new Environment(OPTIONS))
  for (const plural of plurals) strict.registerVariable(plural, 'list')
  const { valid, error, type } = strict.check(expression)
  if (!valid) return error?.message ?? 'not valid'
  return type === 'bool' || type === 'dyn' ? undefined : `gives ${type}, not bool`
}

/** Every name in the expression; those that a macro binds are among them and do no harm. */
function namesIn(node: ASTNode): string[] {
  const names = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    else if (isNode(value)) {
      if (value.op === 'id') names.add(value.args)
      else visit(value.args)
    }
  }
  visit(node)
  return [...names]
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value
}
