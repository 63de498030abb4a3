import type { FaultSpec } from '../../../shared/protocol/fault.ts'
import type { KubeApi, KubeObject } from './api.ts'
import { KNOWN, pathOf } from './discovery.ts'

/** A failure to make: the spec of a Fault object. */
export type FaultWish = Pick<FaultSpec, 'what'> & Partial<FaultSpec>

export interface ActiveFault {
  name: string
  what: string
  where: string
  hits: number
}

export function makeFault(api: KubeApi, wish: FaultWish) {
  const target = Object.values(wish.where ?? {}).join('-')
  return api.post(pathOf(KNOWN.Fault), {
    apiVersion: 'flotilla.dev/v1',
    kind: 'Fault',
    metadata: { name: faultName(wish.what, target) },
    spec: wish,
  })
}

/** Deleting a fault heals it. */
export const heal = (api: KubeApi, name: string) => api.delete(pathOf(KNOWN.Fault, '', name))

export async function listFaults(api: KubeApi): Promise<ActiveFault[]> {
  const { items } = await api.get<{ items: KubeObject[] }>(pathOf(KNOWN.Fault))
  return items.map((fault) => ({
    name: fault.metadata.name,
    what: String(fault.spec?.what ?? ''),
    where: Object.values((fault.spec?.where ?? {}) as Record<string, string>).join(' · '),
    hits: Number(fault.status?.hits ?? 0),
  }))
}

/** Few labels tell what a pod belongs to; those that a controller adds are nobody's aim. */
const MADE_BY_CONTROLLERS =
  /^(pod-template-hash|controller-revision-hash|pod-template-generation|.*\/)/
const ENOUGH_PODS = 200

/** Labels that pods have, as selectors such as `app=web`, those of most pods first. */
export async function labelsOfPods(api: KubeApi): Promise<string[]> {
  const path = `${pathOf(KNOWN.Pod)}?limit=${ENOUGH_PODS}`
  const { items } = await api.get<{ items: KubeObject[] }>(path)
  const counts = new Map<string, number>()
  for (const { metadata } of items)
    for (const [name, value] of Object.entries(metadata.labels ?? {})) {
      if (MADE_BY_CONTROLLERS.test(name)) continue
      counts.set(`${name}=${value}`, (counts.get(`${name}=${value}`) ?? 0) + 1)
    }
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([label]) => label)
}

/** A name that says what it does and that two clicks in a row do not share. */
export function faultName(what: string, target: string, salt = Date.now()): string {
  const word = target
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30)
  return [what, word, salt.toString(36).slice(-4)].filter((part) => part !== '').join('-')
}
