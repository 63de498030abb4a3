import { defineCommand } from '../command.ts'
import { flags, mark } from './label-annotate.ts'

/** `kubectl label`. */
export const label = defineCommand({
  name: 'label',
  about: 'Update the labels on a resource',
  flags,
  run: (session) =>
    mark(session, {
      field: 'labels',
      word: 'label',
      // What got shorter lost a label: upstream compares the texts, not the labels.
      outcome: (before, after, overwrite) => {
        if (before === after) return 'not labeled'
        return !overwrite && after.length < before.length ? 'unlabeled' : 'labeled'
      },
      clash: (clashes) => {
        const texts = clashes.map(([key, old]) => `'${key}' already has a value (${old})`)
        return `${texts.join('; ')}, and --overwrite is false`
      },
    }),
})
