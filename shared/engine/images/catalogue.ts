import { base } from './base.ts'
import { data } from './data.ts'
import type { Image } from './image.ts'
import { kubernetes } from './kubernetes.ts'
import { monitoring } from './monitoring.ts'
import { parseReference } from './reference.ts'
import { samples } from './samples.ts'
import { testing } from './testing.ts'
import { tools } from './tools.ts'
import { web } from './web.ts'

/** The images by subject, as the page docs/images.md lists them. */
export const subjects: readonly { title: string; images: readonly Image[] }[] = [
  { title: 'Web servers and proxies', images: web },
  { title: 'Databases, caches, queues', images: data },
  { title: 'Systems and languages', images: base },
  { title: 'Tools', images: tools },
  { title: 'Samples', images: samples },
  { title: 'Logs and measurements', images: monitoring },
  { title: 'Kubernetes itself', images: kubernetes },
  { title: 'Tests of Kubernetes', images: testing },
]

/** Every image of the world, by repository. What is not here cannot be pulled. */
export const catalogue: ReadonlyMap<string, Image> = new Map(
  subjects
    .flatMap(({ images }) => images)
    .flatMap((image) =>
      [image.name, ...(image.aliases ?? [])].map((name): [string, Image] => [
        parseReference(name)?.repository ?? name,
        image,
      ]),
    ),
)
