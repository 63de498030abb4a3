import { defineCommand } from '../command.ts'
import { Failure } from '../failure.ts'
import { podsOf } from '../find-pods.ts'
import { containersOf, defaultContainer, type PodObject } from '../pods.ts'
import type { Session } from '../session.ts'
import { converse } from './remote.ts'

/** `kubectl exec POD -- COMMAND`. Upstream: kubectl pkg/cmd/exec. */
export const exec = defineCommand({
  name: 'exec',
  about: 'Execute a command in a container',
  flags: [
    { name: 'container', short: 'c', type: 'text' },
    { name: 'stdin', short: 'i', type: 'flag' },
    { name: 'tty', short: 't', type: 'flag' },
    { name: 'quiet', short: 'q', type: 'flag' },
    { name: 'pod-running-timeout', type: 'duration' },
  ],
  run: async (session) => {
    const { args, dash, flags } = session
    const [target, ...command] = args
    if (target === undefined || dash === 0) {
      throw new Failure('pod, type/name or --filename must be specified')
    }
    if (command.length > 0 && dash !== 1) {
      const hint = 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND]'
      throw new Failure(`${hint} instead\nSee 'kubectl exec -h' for help and examples`)
    }
    if (command.length === 0) {
      throw new Failure('you must specify at least one command for the container')
    }
    const pod = await podOf(session, target)
    const stdin = flags.on('stdin')
    const container = containerOf(session, pod)
    const tty = flags.on('tty') && stdin
    if (flags.on('tty') && !stdin) {
      session.io.stderr('Unable to use a TTY - input is not a terminal or the right kind of file\n')
    }
    return converse(session, { pod, container, part: 'exec', command, stdin, tty })
  },
})

/** The pod that a session is opened with. One that has ended runs nothing any more. */
export async function podOf(session: Session, target: string): Promise<PodObject> {
  const [pod] = await podsOf(session, target)
  if (!pod) throw new Failure('no pod was found')
  const phase = pod.status?.phase ?? ''
  if (phase === 'Succeeded' || phase === 'Failed') {
    const { command } = session
    const what = command === 'exec' ? 'cannot exec into' : 'cannot attach a container in'
    throw new Failure(`${what} a container in a completed pod; current phase is ${phase}`)
  }
  return pod
}

/** The container that is named, or the one that is meant. */
export function containerOf({ flags, io }: Session, pod: PodObject): string {
  const chosen = flags.text('container')
  if (chosen === undefined || chosen === '') {
    const { name, note } = defaultContainer(pod)
    if (note && !flags.on('quiet')) io.stderr(note)
    return name
  }
  if (containersOf(pod).some(({ name }) => name === chosen)) return chosen
  throw new Failure(`container not found (${JSON.stringify(chosen)})`)
}
