import type { KubeObject } from '../../object.ts'
import type { Fault } from './schema.ts'

/** Does the fault's target include this node? `nodes` holds names, or a label selector. */
export function hitsNode({ spec }: Fault, node: KubeObject): boolean {
  const wanted = spec.where?.nodes
  if (!wanted) return true
  if (/[=!]/.test(wanted)) return matchesText(wanted, node.metadata.labels)
  return words(wanted).includes(node.metadata.name)
}

/** Does the fault's target include this pod, by namespace and labels? */
export function hitsPod({ spec }: Fault, pod: KubeObject): boolean {
  const { namespace, pods } = spec.where ?? {}
  if (namespace && namespace !== pod.metadata.namespace) return false
  return !pods || matchesText(pods, pod.metadata.labels)
}

/** Does the fault's target include containers of this name? */
export function hitsContainer({ spec }: Fault, name: string): boolean {
  const wanted = spec.where?.containers
  return !wanted || words(wanted).includes(name)
}

/** Does the fault's target include this image? `*` in the pattern stands for anything. */
export function hitsImage({ spec }: Fault, image: string): boolean {
  const pattern = spec.where?.images
  return !pattern || words(pattern).some((one) => matchesPattern(one, image))
}

/** Without a tag a pattern means every tag: `nginx` is `nginx:*`. */
function matchesPattern(pattern: string, image: string): boolean {
  const parts = pattern.split('*')
  const [first = '', ...rest] = parts
  if (rest.length === 0) return image === pattern || image.startsWith(`${pattern}:`)
  if (!image.startsWith(first)) return false
  let at = first.length
  for (const [index, part] of rest.entries()) {
    if (index === rest.length - 1) return image.length - part.length >= at && image.endsWith(part)
    const found = image.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return true
}

/** A selector of labels as text: `app=web`, `tier!=db`, `canary`, `!legacy`; commas mean "and". */
function matchesText(selector: string, labels: Readonly<Record<string, string>> = {}): boolean {
  return words(selector).every((term) => {
    const unequal = term.split('!=')
    if (unequal[1] !== undefined) return labels[unequal[0]!.trim()] !== unequal[1].trim()
    const equal = term.split(/==?/)
    if (equal[1] !== undefined) return labels[equal[0]!.trim()] === equal[1].trim()
    return term.startsWith('!') ? labels[term.slice(1)] === undefined : labels[term] !== undefined
  })
}

function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
