import { ageText, parseTimestamp } from '../../time.ts'
import { repositoryOf } from '../../images/find.ts'
import type { KubeObject } from '../../object.ts'
import { defineKind } from '../define-kind.ts'
import { customImage, type CustomImage } from './schema.ts'
import { validate } from './validate.ts'

/**
 * What can be pulled in this cluster beside the catalogue: an object, so that it is saved with it.
 */
export const image = defineKind<CustomImage>({
  group: 'flotilla.dev',
  version: 'v1',
  kind: 'Image',
  plural: 'images',
  singular: 'image',
  scope: 'Cluster',
  schema: customImage,
  teachersOnly: true,
  columns: [
    {
      name: 'Name',
      type: 'string',
      format: 'name',
      description: 'Unique in the cluster.',
      cell: ({ metadata }) => metadata.name,
    },
    {
      name: 'Image',
      type: 'string',
      description: 'The name by which it is pulled.',
      cell: ({ spec }) => spec.image,
    },
    {
      name: 'Tags',
      type: 'string',
      description: 'The tags that can be pulled.',
      cell: ({ spec }) => (spec.tags ?? []).join(','),
    },
    {
      name: 'Age',
      type: 'string',
      description: 'Time since it was published.',
      cell: ({ metadata }, { now }) =>
        ageText(now - (parseTimestamp(metadata.creationTimestamp) ?? now)),
    },
  ],
  strategy: { validate },
  indexes: { imagesByRepository: repositoryWords },
})

function repositoryWords(object: KubeObject): readonly string[] {
  if (object.kind !== 'Image') return []
  const repository = repositoryOf((object as CustomImage).spec.image)
  return repository ? [repository] : []
}
