import { defineCommand } from '../command.ts'
import { DRY_RUN, MANAGER, OUTPUT, RECORD } from '../common-flags.ts'
import { Failure, UsageFailure } from '../failure.ts'
import type { KubeObject } from '../object.ts'
import type { Session } from '../session.ts'
import { createGenerated } from './create-objects.ts'

/** `kubectl run NAME --image=IMAGE`: one pod. Upstream: kubectl pkg/cmd/run. */
export const runPod = defineCommand({
  name: 'run',
  about: 'Run a particular image on the cluster',
  flags: [
    ...OUTPUT,
    DRY_RUN,
    MANAGER,
    RECORD,
    { name: 'image', type: 'text', required: true },
    { name: 'port', type: 'text' },
    { name: 'env', type: 'array' },
    { name: 'labels', short: 'l', type: 'text' },
    { name: 'annotations', type: 'array' },
    { name: 'restart', type: 'text' },
    { name: 'image-pull-policy', type: 'text' },
    { name: 'command', type: 'flag' },
  ],
  run: async (session) => {
    const { args, flags } = session
    const [name, ...words] = args
    if (name === undefined) {
      throw new UsageFailure('run', 'NAME is required for run')
    }
    if (flags.text('image') === '') throw new Failure('--image is required')
    const restart = flags.text('restart') ?? 'Always'
    if (!['Always', 'OnFailure', 'Never'].includes(restart)) {
      throw new UsageFailure('run', `invalid restart policy: ${restart}`)
    }
    const object = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        creationTimestamp: null,
        labels: labelsOf(session, name),
        name,
        ...notes(session),
      },
      spec: {
        containers: [container(session, name, words)],
        dnsPolicy: 'ClusterFirst',
        restartPolicy: restart,
      },
      status: {},
    }
    await createGenerated(session, await session.discovery(), object as unknown as KubeObject, {
      manager: 'kubectl-run',
    })
  },
})

function labelsOf({ flags }: Session, name: string): Record<string, string> {
  const text = flags.text('labels')
  if (!text) return { run: name }
  return Object.fromEntries(text.split(',').map((pair) => pairOf(pair, 'label')))
}

function notes({ flags }: Session): { annotations?: Record<string, string> } {
  const pairs = flags.all('annotations').map((pair) => pairOf(pair, 'annotation'))
  return pairs.length === 0 ? {} : { annotations: Object.fromEntries(pairs) }
}

function pairOf(text: string, what: string): [string, string] {
  const equals = text.indexOf('=')
  if (equals < 1) throw new Failure(`unexpected ${what} spec: ${text}`)
  return [text.slice(0, equals), text.slice(equals + 1)]
}

function container({ flags }: Session, name: string, words: readonly string[]) {
  const port = flags.text('port')
  const env = flags.all('env').map((pair) => {
    const [key, value] = pairOf(pair, 'env')
    return { name: key, value }
  })
  const policy = flags.text('image-pull-policy')
  const role = flags.on('command') ? 'command' : 'args'
  return {
    ...(words.length > 0 ? { [role]: words } : {}),
    ...(env.length > 0 ? { env } : {}),
    image: flags.text('image'),
    ...(policy ? { imagePullPolicy: policy } : {}),
    name,
    ...(port ? { ports: [{ containerPort: Number(port) }] } : {}),
    resources: {},
  }
}
