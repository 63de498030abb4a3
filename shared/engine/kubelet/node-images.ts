import type { Found } from '../images/find.ts'
import { digestOf } from '../images/find.ts'
import type { Reference } from '../images/reference.ts'
import type { Node } from '../kinds/node/schema.ts'

/** A node tells of so many images. Upstream: kubelet's nodeStatusMaxImages. */
const TOLD = 50

/** Is the image on the node? What a node has pulled stands in its status. */
export function isPresent(node: Node, { full }: Reference): boolean {
  return (node.status.images ?? []).some(({ names }) => names?.includes(full) ?? false)
}

/** The node with an image more, the largest first. The very same node when it has the image. */
export function withImage(node: Node, { reference, bytes }: Found): Node {
  if (isPresent(node, reference)) return node
  const digest = digestOf(reference)
  const names = reference.digest ? [reference.full] : [digest, reference.full]
  const images = [...(node.status.images ?? []), { names, sizeBytes: bytes }]
    .sort((left, right) => (right.sizeBytes ?? 0) - (left.sizeBytes ?? 0))
    .slice(0, TOLD)
  return { ...node, status: { ...node.status, images } }
}
