import { objectMeta } from '../../schema/meta.ts'
import { flag, int32, list, message, struct, text, type Of } from '../../schema/tree.ts'
import { type TopLevel, typeMeta } from '../../schema/type-meta.ts'

export const imageSpec = message(
  'dev.flotilla.v1.ImageSpec',
  'What is published, and what it runs.',
  {
    image: text(1, 'The name without a tag, such as shop or team/shop.', { required: true }),
    tags: list(2, 'string', 'The tags that can be pulled.', { required: true }),
    megabytes: int32(3, 'How much a node has to fetch; 30 when left out.'),
    ports: list(4, 'int32', 'Ports on which the program listens.'),
    endsAfter: text(5, 'How long the program runs, such as 5s; for ever when left out.', {
      pointer: true,
    }),
    exitCode: int32(6, 'The code with which it then ends.'),
    ignoresTerm: flag(7, 'Whether it goes on when it is told to end, until it is killed.'),
  },
)
export type ImageSpec = Of<typeof imageSpec>

export const customImage = message(
  'dev.flotilla.v1.Image',
  'A container image that a lesson or a teacher publishes for one cluster.',
  {
    ...typeMeta,
    metadata: struct(1, objectMeta, 'Name and labels of the object.'),
    spec: struct(2, imageSpec, 'What is published, and what it runs.'),
  },
)

/** An image beside those that every cluster can pull: see images/catalogue.ts. */
export interface CustomImage extends TopLevel<typeof customImage> {
  apiVersion: 'flotilla.dev/v1'
  kind: 'Image'
}
