import { byText, sorted } from '../object.ts'

/** A label selector of a workload. */
export interface LabelSelector {
  matchLabels?: Record<string, string>
  matchExpressions?: { key: string; operator: string; values?: string[] }[]
}

/** `app=web,tier in (a,b)`: as Go prints a selector; `<none>` when it selects nothing. */
export function selectorText(selector: LabelSelector | undefined): string {
  const equals = sorted(selector?.matchLabels).map(([key, value]) => ({
    key,
    text: `${key}=${value}`,
  }))
  const rules = (selector?.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    const list = [...values].sort(byText).join(',')
    const texts: Record<string, string> = {
      In: `${key} in (${list})`,
      NotIn: `${key} notin (${list})`,
      Exists: key,
      DoesNotExist: `!${key}`,
    }
    return { key, text: texts[operator] ?? key }
  })
  const all = [...equals, ...rules].sort((left, right) => byText(left.key, right.key))
  return all.map(({ text }) => text).join(',') || '<none>'
}

/** `a=b,c=d`: plain labels as a selector; `<none>` without. */
export function labelsText(labels: Record<string, string> | undefined): string {
  return (
    sorted(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',') || '<none>'
  )
}
