import type { CustomImage } from '../kinds/image/schema.ts'
import { declare, type Declared } from '../programs/servers/declared.ts'
import { parseDuration } from '../schema/duration.ts'
import type { Image, Program } from './image.ts'

/** Images that were made of objects before: an object never changes, a new one takes its place. */
const known = new WeakMap<CustomImage, Image>()

/** What a lesson or a teacher published, as an image of the catalogue. */
export function fromCustom(custom: CustomImage): Image {
  let image = known.get(custom)
  if (!image) known.set(custom, (image = build(custom)))
  return image
}

function build({ spec }: CustomImage): Image {
  const endsAfter = spec.endsAfter === undefined ? undefined : parseDuration(spec.endsAfter)
  const ports = spec.ports ?? []
  const program: Program = { ports, onTerm: spec.ignoresTerm ? 'ignored' : { ms: 150, code: 0 } }
  const declared: Declared = { name: 'app', about: '', ports, onTerm: program.onTerm }
  if (endsAfter !== undefined) {
    program.ends = { afterMs: endsAfter, code: spec.exitCode ?? 0 }
    declared.ends = program.ends
  }
  return {
    name: spec.image,
    tags: spec.tags ?? [],
    bytes: (spec.megabytes ?? 30) * 1_000_000,
    program,
    made: { from: 'busybox', entrypoint: '/app', own: () => [declare(declared)], ports },
  }
}
