import { defineCommand } from '../command.ts'
import { SELECTOR } from '../common-flags.ts'
import { durationMs } from '../duration.ts'
import { Failure, StatusFailure, UsageFailure } from '../failure.ts'
import { podsOf } from '../find-pods.ts'
import { containersOf, defaultContainer, type PodObject } from '../pods.ts'
import { listObjects, pathOf, type Session } from '../session.ts'
import { Lines } from './logs/lines.ts'

/** Of pods that a selector finds, only the end is shown unless more is asked for. */
const TAIL_OF_MANY = '10'
const MOST_FOLLOWED = 5

/** `kubectl logs`. Upstream: kubectl pkg/cmd/logs. */
export const logs = defineCommand({
  name: 'logs',
  about: 'Print the logs for a container in a pod',
  flags: [
    ...SELECTOR,
    { name: 'follow', short: 'f', type: 'flag' },
    { name: 'previous', short: 'p', type: 'flag' },
    { name: 'container', short: 'c', type: 'text' },
    { name: 'all-containers', type: 'flag' },
    { name: 'all-pods', type: 'flag' },
    { name: 'since', type: 'duration' },
    { name: 'since-time', type: 'text' },
    { name: 'tail', type: 'number' },
    { name: 'limit-bytes', type: 'number' },
    { name: 'timestamps', type: 'flag' },
    { name: 'prefix', type: 'flag' },
    { name: 'ignore-errors', type: 'flag' },
    { name: 'max-log-requests', type: 'number' },
    { name: 'insecure-skip-tls-verify-backend', type: 'flag' },
    { name: 'pod-running-timeout', type: 'duration' },
  ],
  run: async (session) => {
    check(session)
    const sources = await sourcesOf(session)
    const { flags } = session
    const most = flags.number('max-log-requests') ?? MOST_FOLLOWED
    if (flags.on('follow') && sources.length > most) {
      throw new Failure(
        `you are attempting to follow ${sources.length} log streams, but maximum allowed ` +
          `concurrency is ${most}, use --max-log-requests to increase the limit`,
      )
    }
    const read = sources.map((source) => () => print(session, source))
    if (flags.on('follow')) await Promise.all(read.map((one) => one()))
    else for (const one of read) await one()
  },
})

/** One container whose log is printed. */
interface Source {
  pod: PodObject
  container: string
}

function check({ args, flags }: Session): void {
  const usage = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'."
  const selector = flags.text('selector') ?? ''
  if (args.length === 0 && selector === '') {
    throw new UsageFailure(
      'logs',
      `${usage}\nPOD or TYPE/NAME is a required argument for the logs command`,
    )
  }
  if (args.length > 0 && selector !== '') {
    throw new UsageFailure('logs', 'only a selector (-l) or a POD name is allowed')
  }
  if (args.length > 2) throw new UsageFailure('logs', usage)
  const container = args[1] ?? flags.text('container')
  if (flags.on('all-containers') && container) {
    throw new Failure(
      `--all-containers=true should not be specified with container name ${container}`,
    )
  }
  if ((flags.number('tail') ?? 0) < -1) {
    throw new Failure('--tail must be greater than or equal to -1')
  }
  if (flags.has('since') && flags.has('since-time')) {
    throw new Failure('at most one of `sinceTime` or `sinceSeconds` may be specified')
  }
}

async function sourcesOf(session: Session): Promise<Source[]> {
  const { flags, args, io } = session
  const selector = flags.text('selector')
  if (selector) {
    const pods = (await session.discovery()).mustHave('pods')
    const query = { labelSelector: selector }
    const found = await listObjects<PodObject>(session, pods, session.namespace, query)
    if (found.length === 0) {
      io.stderr(`No resources found in ${session.namespace} namespace.\n`)
    }
    return found.flatMap((pod) => containersIn(session, pod))
  }
  const pods = await podsOf(session, args[0] ?? '').catch((error: unknown) => {
    throw notFound(error, session.namespace)
  })
  if (flags.on('all-pods')) return pods.flatMap((pod) => containersIn(session, pod))
  const [pod] = pods
  if (!pod) return []
  if (pods.length > 1) io.stderr(`Found ${pods.length} pods, using pod/${pod.metadata.name}\n`)
  return containersIn(session, pod)
}

/** What is not there is said with its namespace. */
function notFound(error: unknown, namespace: string): unknown {
  if (!(error instanceof StatusFailure) || error.status.reason !== 'NotFound') return error
  return new Failure(
    `error from server (NotFound): ${error.status.message} in namespace "${namespace}"`,
  )
}

function containersIn({ flags, args, io }: Session, pod: PodObject): Source[] {
  if (flags.on('all-containers')) {
    const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {}
    const all = [...initContainers, ...containers, ...ephemeralContainers]
    return all.map(({ name }) => ({ pod, container: name }))
  }
  const chosen = args[1] ?? flags.text('container')
  if (chosen) {
    if (containersOf(pod).some(({ name }) => name === chosen)) return [{ pod, container: chosen }]
    throw new Failure(`container ${chosen} is not valid for pod ${pod.metadata.name}`)
  }
  const { name, note } = defaultContainer(pod)
  if (note) io.stderr(note)
  return [{ pod, container: name }]
}

async function print(session: Session, { pod, container }: Source): Promise<void> {
  const { flags, client, io } = session
  const { name, namespace } = pod.metadata
  const resource = (await session.discovery()).mustHave('pods')
  const isPrefixed = flags.on('prefix') || flags.on('all-pods')
  const lines = new Lines(io, isPrefixed ? `[pod/${name}/${container}] ` : '')
  try {
    const path = pathOf(resource, namespace, name, 'log')
    for await (const text of client.read({ path, query: queryOf(session, container) })) {
      lines.take(text)
    }
    lines.end()
  } catch (error) {
    if (!flags.on('ignore-errors') || !(error instanceof Failure)) throw error
    io.stderr(`${error.text}\n`)
  }
}

function queryOf({ flags }: Session, container: string): Record<string, string | undefined> {
  const since = flags.text('since')
  const isMany = (flags.text('selector') ?? '') !== ''
  const tail = flags.text('tail') ?? (isMany ? TAIL_OF_MANY : undefined)
  const on = (name: string) => (flags.on(name) ? 'true' : undefined)
  return {
    container,
    follow: on('follow'),
    previous: on('previous'),
    timestamps: on('timestamps'),
    sinceSeconds: since === undefined ? undefined : String(Math.ceil(durationMs(since) / 1_000)),
    sinceTime: flags.text('since-time'),
    tailLines: tail === '-1' ? undefined : tail,
    limitBytes: flags.text('limit-bytes'),
  }
}
