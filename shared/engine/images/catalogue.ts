import { base } from './base.ts'
import { data } from './data.ts'
import type { Image } from './image.ts'
import { kubernetes } from './kubernetes.ts'
import { parseReference } from './reference.ts'
import { web } from './web.ts'

/** Every image of the world, by repository. What is not here cannot be pulled. */
export const catalogue: ReadonlyMap<string, Image> = new Map(
  [...web, ...data, ...base, ...kubernetes].flatMap((image) =>
    [image.name, ...(image.aliases ?? [])].map((name): [string, Image] => [
      parseReference(name)?.repository ?? name,
      image,
    ]),
  ),
)
