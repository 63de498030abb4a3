import { defineCommand } from '../command.ts'
import { DRY_RUN, MANAGER, OUTPUT, VALIDATE } from '../common-flags.ts'
import type { KubeObject } from '../object.ts'
import { createGenerated, onlyName } from './create-objects.ts'

/** `kubectl create namespace NAME`. */
export const createNamespace = defineCommand({
  name: 'create namespace',
  aliases: ['ns'],
  about: 'Create a namespace with the specified name',
  flags: [...OUTPUT, DRY_RUN, MANAGER, VALIDATE, { name: 'save-config', type: 'flag' }],
  run: async (session) => {
    const object = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { creationTimestamp: null, name: onlyName(session) },
      spec: {},
      status: {},
    }
    await createGenerated(session, await session.discovery(), object as unknown as KubeObject)
  },
})
