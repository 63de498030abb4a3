import { defineCommand } from '../command.ts'
import { DRY_RUN, FILES, MANAGER, OUTPUT, RECORD, SELECTOR, VALIDATE } from '../common-flags.ts'
import { Failure, UsageFailure } from '../failure.ts'
import { createFromFiles } from './create-objects.ts'

/** `kubectl create -f FILE`. */
export const create = defineCommand({
  name: 'create',
  about: 'Create a resource from a file or from stdin',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...SELECTOR,
    DRY_RUN,
    MANAGER,
    RECORD,
    VALIDATE,
    { name: 'save-config', type: 'flag' },
    { name: 'edit', type: 'flag' },
    { name: 'raw', type: 'text' },
  ],
  run: async (session) => {
    if (session.args.length > 0) {
      throw new UsageFailure('create', `Unexpected args: [${session.args.join(' ')}]`)
    }
    if (!session.flags.has('filename')) throw new Failure('must specify one of -f and -k')
    await createFromFiles(session)
  },
})
