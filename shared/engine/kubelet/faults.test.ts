import { expect, test } from 'vitest'
import { newCluster, thaw } from '../index.ts'
import type { ApiRequest, Input } from '../input.ts'
import { canonical } from '../json.ts'
import { FAULTS } from '../kinds/fault/schema.ts'
import { PROGRAMS } from '../test-support/programs.ts'
import { START } from './test-support/lab.ts'

const actor = { user: 'teacher', groups: ['system:masters'] }
const PODS = '/api/v1/namespaces/default/pods'
const FAULT = '/apis/flotilla.dev/v1/faults'
const NAMES = ['probed', 'hooked', 'assisted', 'crashing', 'sickening']

/** Pods of all kinds run, something breaks, some are deleted, it heals, all are deleted. */
function story(what: string): Input[] {
  const inputs: Input[] = []
  let at = START
  const add = (action: Input['do']): void =>
    void inputs.push({ seq: inputs.length + 1, at, actor, do: action })
  const request = (method: ApiRequest['method'], path: string, body: object = {}): void =>
    add({
      type: 'request',
      request: { method, path, contentType: 'application/json', body: JSON.stringify(body) },
    })
  const wait = (...spans: number[]): void => {
    for (const ms of spans) {
      at += ms
      add({ type: 'advance' })
    }
  }
  for (const name of NAMES) {
    const metadata = { name, labels: { app: name } }
    request('POST', PODS, { apiVersion: 'v1', kind: 'Pod', metadata, spec: PROGRAMS[name] })
  }
  wait(23_000)
  const fault = { apiVersion: 'flotilla.dev/v1', kind: 'Fault', metadata: { name: 'f' } }
  request('POST', FAULT, { ...fault, spec: { what } })
  wait(3_000, 17_000, 40_000)
  for (const name of ['probed', 'assisted']) request('DELETE', `${PODS}/${name}`)
  wait(2_000)
  request('DELETE', `${FAULT}/f`)
  wait(1_000, 45_000)
  for (const name of NAMES) request('DELETE', `${PODS}/${name}`)
  wait(40_000)
  return inputs
}

test.each(FAULTS)('[LW1] %s: eviction changes nothing, and every pod can be deleted', (what) => {
  const world = { seed: what, startMs: START, nodes: 2 }
  const calm = newCluster(world)
  let evicted = newCluster(world)
  for (const input of story(what)) {
    calm.step(input)
    evicted.step(input)
    evicted = thaw(JSON.parse(JSON.stringify(evicted.freeze())))
  }
  expect(canonical(evicted.freeze())).toBe(canonical(calm.freeze()))
  expect(calm.view.list('Pod', 'default')).toEqual([])
})
