import type { CustomImage } from '../kinds/image/schema.ts'
import { fraction, hex16 } from '../luck.ts'
import type { View } from '../store/view.ts'
import { catalogue } from './catalogue.ts'
import type { ImageConfig } from '../programs/image-config.ts'
import { configOf } from './config.ts'
import { fromCustom } from './custom.ts'
import type { Image } from './image.ts'
import { parseReference, type Reference } from './reference.ts'

/** An image that can be pulled. */
export interface Found {
  reference: Reference
  bytes: number
  config: ImageConfig
}

/** Why an image cannot be had. */
export type Missing = 'no such tag' | 'no such repository'

/** Looks an image up: what a lesson or teacher published first, then the catalogue. */
export function findImage(view: View, reference: Reference): Found | Missing {
  const image = published(view, reference) ?? catalogue.get(reference.repository)
  if (!image) return 'no such repository'
  if (!reference.digest && !image.tags.includes(reference.tag)) return 'no such tag'
  const config = configOf(image, reference.tag)
  return { reference, bytes: bytesOf(image, reference), config }
}

/** What the image on a node is called by its content: the same everywhere. */
export function digestOf({ repository, tag, digest }: Reference): string {
  if (digest) return `${repository}@${digest}`
  const parts = ['a', 'b', 'c', 'd'].map((part) => hex16(repository, tag, part))
  return `${repository}@sha256:${parts.join('')}`
}

/** Tags differ a little in size, each always by the same. */
function bytesOf(image: Image, { tag, full }: Reference): number {
  const exact = image.exact?.[tag]
  if (exact !== undefined) return exact
  return Math.round(image.bytes * (0.9 + 0.2 * fraction('', full, 'size')))
}

function published(view: View, reference: Reference): Image | undefined {
  const custom = view
    .indexed<CustomImage>('imagesByRepository', reference.repository)
    .find(({ spec }) => (spec.tags ?? []).includes(reference.tag))
  return custom && fromCustom(custom)
}

/** The repository under which a name is filed; undefined where it is no name. */
export function repositoryOf(name: string): string | undefined {
  return parseReference(name)?.repository
}
