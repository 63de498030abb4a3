import { defineCommand } from '../command.ts'
import { flags, mark } from './label-annotate.ts'

/** `kubectl annotate`. */
export const annotate = defineCommand({
  name: 'annotate',
  about: 'Update the annotations on a resource',
  flags,
  run: (session) =>
    mark(session, {
      field: 'annotations',
      word: 'annotation',
      outcome: () => 'annotated',
      clash: (clashes) => {
        const texts = clashes.map(([key, old]) => `'${key}' already has a value (${old})`)
        return (
          '--overwrite is false but found the following declared annotation(s): ' + texts.join('; ')
        )
      },
    }),
})
