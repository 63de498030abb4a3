import { defineCommand } from '../command.ts'
import { ALL, EVERYWHERE, FIELD_SELECTOR, FILES, OUTPUT, SELECTOR } from '../common-flags.ts'
import { durationMs } from '../duration.ts'
import { Failure, isNotFound, throwAll } from '../failure.ts'
import { dig, type KubeObject } from '../object.ts'
import { jsonPathValues } from '../output/jsonpath.ts'
import { report } from '../output/printer.ts'
import { findAll, targetsOf } from '../targets.ts'
import { timedOut, until } from './until.ts'

const WEEK_MS = 7 * 24 * 3_600_000

/** `kubectl wait --for=condition=Available deployment/web`. Upstream: kubectl pkg/cmd/wait. */
export const wait = defineCommand({
  name: 'wait',
  about: 'Wait for a specific condition on one or many resources',
  flags: [
    ...FILES,
    ...OUTPUT,
    ...SELECTOR,
    FIELD_SELECTOR,
    EVERYWHERE,
    ALL,
    { name: 'for', type: 'array' },
    { name: 'timeout', type: 'text' },
  ],
  run: async (session) => {
    const { flags, args } = session
    const wanted = flags.text('for') ?? ''
    const isMet = conditionOf(wanted)
    const timeout = flags.text('timeout') ?? '30s'
    const limitMs = timeout.startsWith('-') ? WEEK_MS : durationMs(timeout)
    const { found, failures } = await findAll(session, await targetsOf(session, args))
    const isDelete = wanted.toLowerCase() === 'delete'
    throwAll(isDelete ? failures.filter((one) => !isNotFound(one)) : failures)
    if (found.length === 0 && !isDelete) throw new Failure('no matching resources found')
    const late: Failure[] = []
    for (const one of found) {
      const done = await until(session, one, limitMs, (object) => (isMet(object) ? 'done' : 'wait'))
      if (done) report(session, one.resource, one.object, 'condition met')
      else if (!session.io.signal?.aborted) late.push(timedOut(one))
    }
    throwAll(late)
  },
})

type Test = (object: KubeObject | undefined) => boolean

function conditionOf(text: string): Test {
  if (text.toLowerCase() === 'delete') return (object) => object === undefined
  if (text.toLowerCase() === 'create') return (object) => object !== undefined
  if (text.startsWith('condition=')) return hasCondition(text.slice('condition='.length))
  if (text.startsWith('jsonpath=')) return hasValue(text.slice('jsonpath='.length))
  throw new Failure(`unrecognized condition: "${text}"`)
}

function hasCondition(text: string): Test {
  const [name = '', status = 'true'] = text.split('=')
  return (object) => {
    const rows = dig(object, 'status', 'conditions')
    return (
      Array.isArray(rows) &&
      rows.some((row) => {
        const isNamed = String(dig(row, 'type')).toLowerCase() === name.toLowerCase()
        return isNamed && String(dig(row, 'status')).toLowerCase() === status.toLowerCase()
      })
    )
  }
}

function hasValue(text: string): Test {
  const match = /^(\{.*\}|'\{.*\}'|[^=]*)(?:=(.*))?$/s.exec(text)
  const path = (match?.[1] ?? '').replace(/^'|'$/g, '')
  const value = match?.[2]?.replace(/^['"]|['"]$/g, '')
  return (object) => {
    const values = object === undefined ? [] : jsonPathValues(path, object)
    if (value === undefined) return values.length > 0
    return values.some((one) => String(one) === value)
  }
}
