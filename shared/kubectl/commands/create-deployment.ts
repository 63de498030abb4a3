import { defineCommand } from '../command.ts'
import { DRY_RUN, MANAGER, OUTPUT, VALIDATE } from '../common-flags.ts'
import { Failure } from '../failure.ts'
import type { KubeObject } from '../object.ts'
import { createGenerated, onlyName } from './create-objects.ts'

/** `kubectl create deployment NAME --image=IMAGE`. */
export const createDeployment = defineCommand({
  name: 'create deployment',
  aliases: ['deploy'],
  about: 'Create a deployment with the specified name',
  flags: [
    ...OUTPUT,
    DRY_RUN,
    MANAGER,
    VALIDATE,
    { name: 'image', type: 'list', required: true },
    { name: 'replicas', short: 'r', type: 'number' },
    { name: 'port', type: 'number' },
    { name: 'save-config', type: 'flag' },
  ],
  run: async (session) => {
    const { flags, args, dash } = session
    const command = dash < 0 ? [] : args.slice(dash)
    const named = dash < 0 ? session : { ...session, args: args.slice(0, dash) }
    const name = onlyName(named)
    const images = flags.all('image')
    if (images.length > 1 && command.length > 0) {
      throw new Failure('cannot specify multiple --image options and command')
    }
    const port = flags.number('port')
    const containers = images.map((image) => ({
      ...(command.length > 0 ? { command } : {}),
      image,
      name: containerName(image),
      ...(port === undefined ? {} : { ports: [{ containerPort: port }] }),
      resources: {},
    }))
    const labels = { app: name }
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { creationTimestamp: null, labels, name },
      spec: {
        replicas: flags.number('replicas') ?? 1,
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { creationTimestamp: null, labels }, spec: { containers } },
      },
      status: {},
    }
    const failure = 'deployment'
    await createGenerated(session, await session.discovery(), object as unknown as KubeObject, {
      failure,
    })
  },
})

/** `registry/team/web:1.2@sha256:…` → `web`: the container's name. */
function containerName(image: string): string {
  const last = image.split('/').at(-1) ?? image
  const bare = (last.split('@')[0] ?? last).split(':')[0] ?? last
  return bare.toLowerCase().replace(/[^a-z0-9-]/g, '-')
}
