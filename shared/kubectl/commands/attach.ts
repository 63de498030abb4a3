import { defineCommand } from '../command.ts'
import { Failure } from '../failure.ts'
import { containersOf } from '../pods.ts'
import { containerOf, podOf } from './exec.ts'
import { converse } from './remote.ts'

/** `kubectl attach POD`: to the process that runs already. Upstream: kubectl pkg/cmd/attach. */
export const attach = defineCommand({
  name: 'attach',
  about: 'Attach to a running container',
  flags: [
    { name: 'container', short: 'c', type: 'text' },
    { name: 'stdin', short: 'i', type: 'flag' },
    { name: 'tty', short: 't', type: 'flag' },
    { name: 'quiet', short: 'q', type: 'flag' },
    { name: 'pod-running-timeout', type: 'duration' },
  ],
  run: async (session) => {
    const { args, flags, io } = session
    const [target] = args
    if (target === undefined) {
      throw new Failure('at least 1 argument is required for attach')
    }
    const pod = await podOf(session, target)
    const container = containerOf(session, pod)
    const spec = containersOf(pod).find(({ name }) => name === container)
    const stdin = flags.on('stdin') && spec?.stdin === true
    const tty = flags.on('tty') && spec?.tty === true
    if (flags.on('tty') && !tty && !flags.on('quiet')) {
      const words = `error: Unable to use a TTY - container ${container} did not allocate one\n`
      io.stderr(words)
    }
    if (!flags.on('quiet')) {
      io.stderr("If you don't see a command prompt, try pressing enter.\n")
    }
    return converse(session, { pod, container, part: 'attach', command: [], stdin, tty })
  },
})
