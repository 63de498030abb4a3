import { defineCommand } from '../command.ts'
import { DRY_RUN, MANAGER, OUTPUT, VALIDATE } from '../common-flags.ts'
import { Failure } from '../failure.ts'
import type { KubeObject } from '../object.ts'
import type { Session } from '../session.ts'
import { createGenerated, onlyName } from './create-objects.ts'

/** `kubectl create configmap NAME --from-literal=k=v --from-file=[k=]path --from-env-file=path`. */
export const createConfigMap = defineCommand({
  name: 'create configmap',
  aliases: ['cm'],
  about: 'Create a config map from literals, files or env files',
  flags: [
    ...OUTPUT,
    DRY_RUN,
    MANAGER,
    VALIDATE,
    { name: 'from-literal', type: 'array' },
    { name: 'from-file', type: 'list' },
    { name: 'from-env-file', type: 'list' },
    { name: 'append-hash', type: 'flag' },
    { name: 'save-config', type: 'flag' },
  ],
  run: async (session) => {
    const name = onlyName(session)
    const data = dataOf(session)
    const object = {
      apiVersion: 'v1',
      ...(Object.keys(data).length > 0 ? { data } : {}),
      kind: 'ConfigMap',
      metadata: { creationTimestamp: null, name },
    }
    await createGenerated(session, await session.discovery(), object as unknown as KubeObject, {
      failure: 'configmap',
    })
  },
})

/** The keys and texts that the flags name. */
export function dataOf(session: Session): Record<string, string> {
  const data: Record<string, string> = {}
  const add = (key: string, value: string) => {
    if (key in data) {
      throw new Failure(
        `cannot add key "${key}", another key by that name already exists in Data for ` +
          `ConfigMap "${session.args[0]}"`,
      )
    }
    data[key] = value
  }
  for (const literal of session.flags.all('from-literal')) {
    const equals = literal.indexOf('=')
    if (equals < 1) throw new Failure(`invalid literal source ${literal}, expected key=value`)
    add(literal.slice(0, equals), unquoted(literal.slice(equals + 1)))
  }
  for (const source of session.flags.all('from-file')) {
    const equals = source.indexOf('=')
    const path = equals < 0 ? source : source.slice(equals + 1)
    add(
      equals < 0 ? (path.split('/').at(-1) ?? path) : source.slice(0, equals),
      read(session, path),
    )
  }
  for (const path of session.flags.all('from-env-file')) {
    for (const line of read(session, path).split('\n')) {
      const equals = line.indexOf('=')
      if (line.trim() !== '' && !line.startsWith('#'))
        add(line.slice(0, equals), line.slice(equals + 1))
    }
  }
  return data
}

function read(session: Session, path: string): string {
  const text = session.io.files?.(path)
  if (text === undefined) throw new Failure(`error reading ${path}: no such file or directory`)
  return text
}

/** Quotes around a whole value fall off, as the flag's parser lets them. */
function unquoted(value: string): string {
  return /^".*"$|^'.*'$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value
}
