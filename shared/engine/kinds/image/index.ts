import { ageText, parseTimestamp } from '../../time.ts'
import { repositoryOf } from '../../images/find.ts'
import { checkMetadata } from '../../schema/check-metadata.ts'
import { parseDuration } from '../../schema/duration.ts'
import { required, wrong, type FieldError } from '../../schema/field-errors.ts'
import { dnsSubdomain } from '../../schema/names.ts'
import type { KubeObject } from '../../object.ts'
import { defineKind } from '../define-kind.ts'
import { customImage, type CustomImage } from './schema.ts'

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

function validate(image: CustomImage): FieldError[] {
  const { image: name, endsAfter } = image.spec
  const errors = checkMetadata(image, 'Cluster', dnsSubdomain)
  if (!name) errors.push(required('spec.image'))
  else if (!repositoryOf(name) || /[@:]/.test(name.slice(name.lastIndexOf('/') + 1))) {
    errors.push(wrong('spec.image', name, 'must be the name of an image, without a tag'))
  }
  if (endsAfter !== undefined && parseDuration(endsAfter) === undefined) {
    errors.push(wrong('spec.endsAfter', endsAfter, 'must be a duration such as 5s or 2m'))
  }
  return errors
}

function repositoryWords(object: KubeObject): readonly string[] {
  if (object.kind !== 'Image') return []
  const repository = repositoryOf((object as CustomImage).spec.image)
  return repository ? [repository] : []
}
