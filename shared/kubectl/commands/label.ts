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
      outcome: ({ set, remove }, isChanged) => {
        if (!isChanged) return 'not labeled'
        return remove.length > 0 && Object.keys(set).length === 0 ? 'unlabeled' : 'labeled'
      },
      clash: (clashes) => {
        const texts = clashes.map(([key, old]) => `'${key}' already has a value (${old})`)
        return `${texts.join('; ')}, and --overwrite is false`
      },
    }),
})
