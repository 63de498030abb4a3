import { byText } from '../json.ts'
import type { LabelSelector, LabelSelectorRequirement } from './selector.ts'

type Labels = Readonly<Record<string, string>> | undefined

/**
 * Does a selector choose these labels? An absent selector chooses nothing, an empty one everything.
 * Source: apimachinery meta/v1 LabelSelectorAsSelector.
 */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (!selector) return false
  if (!includesLabels(labels, selector.matchLabels)) return false
  return (selector.matchExpressions ?? []).every((term) => satisfies(term, labels?.[term.key]))
}

/** Are all of `wanted` among `labels`, with the same values? */
export function includesLabels(labels: Labels, wanted: Labels): boolean {
  for (const key in wanted) {
    if (labels?.[key] !== wanted[key]) return false
  }
  return true
}

function satisfies(term: LabelSelectorRequirement, value: string | undefined): boolean {
  switch (term.operator) {
    case 'In':
      return value !== undefined && (term.values ?? []).includes(value)
    case 'NotIn':
      return value === undefined || !(term.values ?? []).includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
  }
}

/**
 * A selector as a query has it: `app=web,tier in (a,b),!legacy`, sorted by key; '' when empty.
 * Source: apimachinery labels.Selector String.
 */
export function selectorText(selector: LabelSelector | undefined): string {
  const labels = Object.entries(selector?.matchLabels ?? {}).map(
    ([key, value]) => [key, `${key}=${value}`] as const,
  )
  const terms = (selector?.matchExpressions ?? []).map(
    (term) => [term.key, termText(term)] as const,
  )
  return [...labels, ...terms]
    .sort((left, right) => byText(left[0], right[0]))
    .map(([, text]) => text)
    .join(',')
}

function termText({ key, operator, values = [] }: LabelSelectorRequirement): string {
  const list = `(${[...values].sort(byText).join(',')})`
  switch (operator) {
    case 'In':
      return `${key} in ${list}`
    case 'NotIn':
      return `${key} notin ${list}`
    case 'Exists':
      return key
    case 'DoesNotExist':
      return `!${key}`
  }
}
