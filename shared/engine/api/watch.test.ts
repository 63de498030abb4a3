import { describe, expect, test } from 'vitest'
import type { Change } from '../change.ts'
import type { Actor, ApiRequest } from '../input.ts'
import { CONFIGMAPS, Desk, refusal, settings, student, teacher } from './test-support/desk.ts'
import { asksForWatch, isWatch, openWatch, type Watch } from './watch.ts'

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json'
const MERGE = 'application/merge-patch+json'

/** A desk that remembers its changes, as a room does. */
class Room extends Desk {
  readonly past: Change[] = []

  constructor() {
    super()
    const { cluster } = this
    const step = cluster.step.bind(cluster)
    cluster.step = (input) => {
      const outcome = step(input)
      this.past.push(...outcome.changes)
      return outcome
    }
  }

  open(query: string, rest: Partial<ApiRequest> = {}, actor: Actor = teacher, oldest = 0): Watch {
    const watch = this.tryOpen(query, rest, actor, oldest)
    if (!isWatch(watch)) throw new Error(refusal(watch).message)
    return watch
  }

  tryOpen(
    query: string,
    rest: Partial<ApiRequest> = {},
    actor: Actor = teacher,
    oldest = 0,
  ): ReturnType<typeof openWatch> {
    const request: ApiRequest = {
      method: 'GET',
      path: CONFIGMAPS,
      query: `watch=1&${query}`,
      ...rest,
    }
    return openWatch(this.cluster.api, request, actor, oldest)
  }

  label(name: string, labels: Record<string, string | null>): void {
    const body = { metadata: { labels } }
    this.ask('PATCH', `${CONFIGMAPS}/${name}`, { body, contentType: MERGE })
  }

  /** What a watch says of everything that happened. */
  told(watch: Watch): string[] {
    return this.past
      .filter((change) => change.rv > watch.since)
      .flatMap((change) => watch.next(change) ?? [])
      .map(short)
  }
}

interface Line {
  type: string
  object: { kind: string; metadata: Record<string, string>; columnDefinitions?: unknown[] }
}

const read = (line: string): Line => JSON.parse(line) as Line
const short = (line: string): string => `${read(line).type} ${read(line).object.metadata.name}`

describe('a watch', () => {
  test('tells what is there first, unless it goes on from a resourceVersion', () => {
    const room = new Room()
    room.post(CONFIGMAPS, settings('a'))
    for (const query of ['', 'resourceVersion=0']) {
      const watch = room.open(query)
      expect(watch.initial.map(short)).toEqual(['ADDED a', 'ADDED kube-root-ca.crt'])
      expect(watch.since).toBe(room.cluster.rv)
    }
    const later = room.open(`resourceVersion=${room.cluster.rv}`)
    expect(later.initial).toEqual([])
    room.post(CONFIGMAPS, settings('b'))
    expect(room.told(later)).toEqual(['ADDED b'])
  })

  test('every line is one JSON document and ends with a newline', () => {
    for (const accept of [undefined, TABLE]) {
      for (const line of new Room().open('', accept ? { accept } : {}).initial) {
        expect(line.indexOf('\n')).toBe(line.length - 1)
        expect(read(line).type).toBe('ADDED')
      }
    }
  })

  test('what comes to match is added, what ceases to is deleted', () => {
    const room = new Room()
    const watch = room.open('labelSelector=tier%3Dfront&resourceVersion=1')
    room.post(CONFIGMAPS, settings('a'))
    room.label('a', { tier: 'front' })
    room.label('a', { more: 'x' })
    room.label('a', { tier: 'back' })
    room.label('a', { tier: 'front' })
    room.ask('DELETE', `${CONFIGMAPS}/a`)
    const all = ['ADDED a', 'MODIFIED a', 'DELETED a', 'ADDED a', 'DELETED a']
    expect(room.told(watch)).toEqual(all)
  })

  test('a deletion shows the last state under the resourceVersion of the deletion', () => {
    const room = new Room()
    room.post(CONFIGMAPS, settings('a', { data: { x: '1' } }))
    const watch = room.open(`resourceVersion=${room.cluster.rv}`)
    room.ask('DELETE', `${CONFIGMAPS}/a`)
    const line = watch.next(room.past.at(-1)!) ?? ''
    expect(read(line).object).toMatchObject({
      data: { x: '1' },
      metadata: { resourceVersion: String(room.cluster.rv) },
    })
  })

  test('other namespaces and kinds are not its business', () => {
    const room = new Room()
    const watch = room.open('resourceVersion=1')
    expect(watch.kind).toBe('ConfigMap')
    room.post('/api/v1/namespaces/kube-public/configmaps', settings('a'))
    room.post('/api/v1/namespaces/default/secrets', { metadata: { name: 'a' } })
    expect(room.told(watch).filter((line) => line.endsWith(' a'))).toEqual([])
  })

  test('one object is watched by its name', () => {
    const room = new Room()
    room.post(CONFIGMAPS, settings('a'))
    room.post(CONFIGMAPS, settings('b'))
    expect(room.open('', { path: `${CONFIGMAPS}/a` }).initial.map(short)).toEqual(['ADDED a'])
    const byField = room.open('fieldSelector=metadata.name%3Db')
    expect(byField.initial.map(short)).toEqual(['ADDED b'])
  })

  test('tables: only the first event has the columns', () => {
    const room = new Room()
    const watch = room.open('', { accept: TABLE })
    room.post(CONFIGMAPS, settings('a'))
    const lines = [...watch.initial, watch.next(room.past.at(-1)!) ?? ''].map(read)
    expect(lines.map(({ object }) => object.columnDefinitions?.length ?? 0)).toEqual([3, 0])
    expect(lines.map(({ object }) => object.kind)).toEqual(['Table', 'Table'])
  })

  test('bookmarks only for those who want them, also at the end of the first events', () => {
    const room = new Room()
    expect(room.open('').bookmark(7)).toBeUndefined()
    const wanted = room.open('allowWatchBookmarks=true')
    expect(read(wanted.bookmark(7) ?? '')).toEqual({
      type: 'BOOKMARK',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { resourceVersion: '7', creationTimestamp: null },
      },
    })
    const match = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan'
    const { initial } = room.open(`${match}&allowWatchBookmarks=true`)
    expect(read(initial.at(-1) ?? '').object.metadata.annotations).toEqual({
      'k8s.io/initial-events-end': 'true',
    })
  })

  test('too old is 410, too new 504, wrong options are 422', () => {
    const room = new Room()
    const said = (query: string, oldest = 0): object => {
      const answer = room.tryOpen(query, {}, teacher, oldest)
      return isWatch(answer) ? answer : refusal(answer)
    }
    expect(said('resourceVersion=3', 5)).toMatchObject({
      code: 410,
      reason: 'Expired',
      message: 'too old resource version: 3 (5)',
    })
    expect(isWatch(room.tryOpen('resourceVersion=5', {}, teacher, 5))).toBe(true)
    expect(said('resourceVersion=99999')).toMatchObject({ code: 504, reason: 'Timeout' })
    expect(said('resourceVersion=x')).toMatchObject({ code: 400 })
    expect(said('sendInitialEvents=true')).toMatchObject({ code: 422 })
    expect(said('labelSelector=a+in')).toMatchObject({ code: 400 })
  })

  test('lasts as long as was asked, else half an hour to an hour', () => {
    const room = new Room()
    expect(room.open('timeoutSeconds=7').timeoutSeconds).toBe(7)
    const { timeoutSeconds } = room.open('')
    expect(timeoutSeconds).toBeGreaterThanOrEqual(1_800)
    expect(timeoutSeconds).toBeLessThanOrEqual(3_600)
  })

  test('a feed without previous states takes changes for modifications', () => {
    const room = new Room()
    const watch = room.open('resourceVersion=1')
    room.post(CONFIGMAPS, settings('a'))
    room.label('a', { x: 'y' })
    room.ask('DELETE', `${CONFIGMAPS}/a`)
    const stored = room.past.slice(-3).map(({ previous: _gone, ...change }) => change)
    const lines = stored.map((change) => short(watch.next(change) ?? ''))
    expect(lines).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a'])
  })

  test('students can neither watch what is hidden nor what is not theirs', () => {
    const room = new Room()
    const path = '/apis/flotilla.dev/v1/faults'
    expect(room.tryOpen('', { path }, student)).toMatchObject({ code: 404 })
    expect(isWatch(room.tryOpen('', { path }))).toBe(true)
    const secrets = '/api/v1/namespaces/kube-system/secrets'
    expect(room.tryOpen('', { path: secrets }, student)).toMatchObject({ code: 403 })
  })

  test('only a GET with watch asks for one', () => {
    const asked = (method: ApiRequest['method'], query: string): boolean =>
      asksForWatch({ method, path: CONFIGMAPS, query })
    expect(asked('GET', 'watch=true')).toBe(true)
    expect(asked('GET', 'watch=1')).toBe(true)
    expect(asked('GET', 'watch=false')).toBe(false)
    expect(asked('GET', '')).toBe(false)
    expect(asked('POST', 'watch=1')).toBe(false)
  })
})
