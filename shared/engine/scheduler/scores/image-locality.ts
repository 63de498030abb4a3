import { parseReference } from '../../images/reference.ts'
import type { Node } from '../../kinds/node/schema.ts'
import type { Ask } from '../candidate.ts'
import { MOST, type Score } from './score.ts'

const MIB = 1024 * 1024
/** Images up to this size are pulled so soon that they do not count, for each container. */
const SMALL = 23 * MIB
/** Beyond this size more makes no difference, for each container. */
const LARGE = 1_000 * MIB

/**
 * Prefers nodes that have the pod's images; an image that many nodes have counts more, so that not
 * all pods rush to the one node that has it. Upstream: plugins/imagelocality (v1.32).
 */
export const imageLocality: Score = {
  name: 'ImageLocality',
  weight: 1,
  applies: (_ask, candidates) => candidates.some(({ node }) => sizesOf(node).size > 0),
  points(ask, candidates) {
    const names = imagesOf(ask)
    const most = LARGE * names.length
    const least = SMALL * names.length
    const share = names.map(
      (name) => candidates.filter(({ node }) => sizesOf(node).has(name)).length / candidates.length,
    )
    return candidates.map((candidate) => {
      const sizes = sizesOf(candidate.node)
      const sum = names.reduce(
        (total, name, index) => total + Math.floor((sizes.get(name) ?? 0) * share[index]!),
        0,
      )
      const held = Math.min(Math.max(sum, least), most)
      return Math.floor((MOST * (held - least)) / (most - least))
    })
  },
}

function imagesOf({ pod }: Ask): string[] {
  const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers]
  return containers.map(({ image }) => fullName(image ?? ''))
}

// Few different texts are read very often: the last ones are remembered.
const full = new Map<string, string>()

function fullName(image: string): string {
  const known = full.get(image)
  if (known !== undefined) return known
  if (full.size > 1_000) full.clear()
  const name = parseReference(image)?.full ?? image
  full.set(image, name)
  return name
}

type Sizes = ReadonlyMap<string, number>

// Stored nodes are frozen: what was read of one holds for as long as it exists.
const read = new WeakMap<Node, Sizes>()

function sizesOf(node: Node): Sizes {
  const known = read.get(node)
  if (known) return known
  const sizes = new Map<string, number>()
  for (const { names, sizeBytes } of node.status.images ?? []) {
    for (const name of names ?? []) sizes.set(name, sizeBytes ?? 0)
  }
  read.set(node, sizes)
  return sizes
}
