import { describe, expect, test } from 'vitest'
import { isStatus, refuse } from './api/status.ts'
import type { Cluster } from './cluster.ts'
import type { Input } from './input.ts'
import type { KubeObject } from './object.ts'
import { plan } from './plan.ts'
import { boatController, boatDraft, toyCluster, type Boat } from './test-support/toys.ts'

const advance = (at: number): Input => ({
  seq: 0,
  at,
  actor: { user: 'clock', groups: [] },
  do: { type: 'advance' },
})

const boat = (cluster: Cluster, name = 'ann') =>
  cluster.view.get<Boat>('Boat', 'harbour', name) as Boat

function launch(cluster: Cluster, name = 'ann', sails?: number): Boat {
  cluster.make((door) => door.create(boatDraft(name, sails)))
  return boat(cluster, name)
}

describe('steps', () => {
  test('[ST2] time never runs back', () => {
    const cluster = toyCluster()
    cluster.step(advance(cluster.now + 500))
    const { now } = cluster
    cluster.step(advance(now - 100))
    expect(cluster.now).toBe(now)
  })

  test('[ST4] nothing to do means no next due time; a change wakes its controller after the lag', () => {
    const visits: number[] = []
    const cluster = toyCluster({
      controllers: [boatController((_boat, view) => (visits.push(view.now), plan()), 20)],
    })
    expect(cluster.nextDue).toBeNull()
    const { now } = cluster
    launch(cluster)
    expect(cluster.nextDue).toBe(now + 20)
    cluster.step(advance(now + 19))
    expect(visits).toEqual([])
    cluster.step(advance(now + 5_000))
    expect(visits).toEqual([now + 20])
    expect(cluster.nextDue).toBeNull()
  })

  test('a visit that asks to be woken comes again exactly then', () => {
    const visits: number[] = []
    const cluster = toyCluster({
      controllers: [
        boatController((_boat, view) => {
          visits.push(view.now)
          return visits.length < 3 ? plan().wakeAt(view.now + 1_000) : plan()
        }, 0),
      ],
    })
    const { now } = cluster
    launch(cluster)
    cluster.step(advance(now + 60_000))
    expect(visits).toEqual([now, now + 1_000, now + 2_000])
  })
})

describe('the door', () => {
  test('[DR2] a write that changes nothing makes no resourceVersion', () => {
    const cluster = toyCluster()
    const before = launch(cluster)
    const { rv } = cluster
    expect(cluster.make((door) => door.update(before))).toEqual([])
    expect(cluster.rv).toBe(rv)
  })

  test('[DR3] an update with an old resourceVersion or another uid is refused with 409', () => {
    const cluster = toyCluster()
    const old = launch(cluster)
    cluster.make((door) => door.update({ ...old, spec: { sails: 2 } } as KubeObject))
    cluster.make((door) => {
      expect(door.update({ ...old, spec: { sails: 3 } } as KubeObject)).toMatchObject({
        code: 409,
        reason: 'Conflict',
        message: expect.stringContaining('the object has been modified') as string,
      })
      const stranger = { ...old.metadata, resourceVersion: '', uid: 'another' }
      expect(door.update({ ...old, metadata: stranger } as KubeObject)).toMatchObject({ code: 409 })
    })
    expect(boat(cluster).spec.sails).toBe(2)
  })

  test('[DR4] identity stays, and the generation counts changes of the spec alone', () => {
    const cluster = toyCluster()
    const first = launch(cluster)
    expect(first.metadata.generation).toBe(1)
    const forged = { ...first.metadata, creationTimestamp: '1999-01-01T00:00:00Z', generation: 99 }
    cluster.make((door) => door.update({ ...first, metadata: forged, spec: { sails: 5 } } as Boat))
    expect(boat(cluster).metadata).toMatchObject({
      generation: 2,
      creationTimestamp: first.metadata.creationTimestamp,
    })
    const labelled = { ...boat(cluster).metadata, labels: { fast: 'yes' } }
    cluster.make((door) => door.update({ ...boat(cluster), metadata: labelled }))
    expect(boat(cluster).metadata).toMatchObject({ generation: 2, labels: { fast: 'yes' } })
  })

  test('[DR5] status is written only through the status part, the rest only without it', () => {
    const cluster = toyCluster()
    const draft = { ...launch(cluster), spec: { sails: 7 }, status: { knots: 9 } } as Boat
    cluster.make((door) => door.update(draft, 'status'))
    expect(boat(cluster)).toMatchObject({ spec: { sails: 1 }, status: { knots: 9 } })
    const next = { ...boat(cluster), spec: { sails: 7 }, status: { knots: 0 } }
    cluster.make((door) => door.update(next))
    expect(boat(cluster)).toMatchObject({ spec: { sails: 7 }, status: { knots: 9 } })
  })

  test('[DR6] an object with finalizers stays, marked, until they are gone', () => {
    const cluster = toyCluster()
    const draft = boatDraft('ann')
    draft.metadata.finalizers = ['toys.dev/mooring']
    cluster.make((door) => door.create(draft))
    cluster.make((door) => door.delete('Boat/harbour/ann', {}))
    expect(boat(cluster).metadata.deletionTimestamp).toBeDefined()
    const { finalizers: _none, ...metadata } = boat(cluster).metadata
    const changes = cluster.make((door) => door.update({ ...boat(cluster), metadata }))
    expect(changes.map((change) => change.type)).toEqual(['MODIFIED', 'DELETED'])
    expect(boat(cluster)).toBeUndefined()
  })

  test('a name that is taken, a namespace that is missing: refused, and nothing is written', () => {
    const cluster = toyCluster()
    launch(cluster)
    const { rv } = cluster
    cluster.make((door) => {
      expect(door.create(boatDraft('ann'))).toMatchObject({ code: 409, reason: 'AlreadyExists' })
      const lost = boatDraft('bob')
      lost.metadata.namespace = 'nowhere'
      expect(door.create(lost)).toMatchObject({
        code: 404,
        message: 'namespaces "nowhere" not found',
      })
    })
    expect(cluster.rv).toBe(rv)
  })

  test('a name that comes again is somebody else: another uid', () => {
    const cluster = toyCluster()
    const first = launch(cluster)
    cluster.make((door) => door.delete('Boat/harbour/ann', {}))
    expect(launch(cluster).metadata.uid).not.toBe(first.metadata.uid)
  })

  test('dry run answers as if, and writes nothing', () => {
    const cluster = toyCluster()
    cluster.make((door) => {
      expect(isStatus(door.create(boatDraft('ann'), { dryRun: true }))).toBe(false)
    })
    expect(boat(cluster)).toBeUndefined()
  })
})

describe('plans', () => {
  test('[DR7] a refused write ends the plan and is told to the next visit, after a growing back-off', () => {
    const seen: [number, number][] = []
    const cluster = toyCluster({
      admission: [
        {
          name: 'full-harbour',
          kinds: ['Boat'],
          check: (object) =>
            object.metadata.name === 'tender' && seen.length < 4
              ? refuse.forbidden({ group: 'toys.dev', resource: 'boats', name: 'tender' }, 'full')
              : undefined,
        },
      ],
      controllers: [
        boatController((self, view) => {
          if (self.metadata.name !== 'ann') return plan()
          seen.push([view.now, view.refusal()?.count ?? 0])
          const tender = view.get('Boat', 'harbour', 'tender')
          return tender ? plan() : plan().create(boatDraft('tender')).create(boatDraft('late'))
        }, 0),
      ],
    })
    const { now } = cluster
    launch(cluster)
    cluster.step(advance(now + 1_000))
    expect(seen).toEqual([
      [now, 0],
      [now + 5, 1],
      [now + 15, 2],
      [now + 35, 3],
    ])
    expect(boat(cluster, 'tender')).toBeDefined()
    expect(boat(cluster, 'late')).toBeDefined()
  })

  test('[NT1] notes are kept for the next visit and go when the object goes', () => {
    const seen: unknown[] = []
    const cluster = toyCluster({
      controllers: [
        boatController((_boat, view) => (seen.push(view.memo()), plan().memo({ at: 1 })), 0),
      ],
    })
    const { now } = cluster
    launch(cluster)
    cluster.step(advance(now + 10))
    cluster.make((door) => door.update({ ...boat(cluster), spec: { sails: 2 } } as Boat))
    cluster.step(advance(now + 20))
    cluster.make((door) => door.delete('Boat/harbour/ann', {}))
    expect(cluster.freeze().filter((row) => row.table === 'note')).toEqual([])
    launch(cluster)
    cluster.step(advance(now + 30))
    expect(seen).toEqual([undefined, { at: 1 }, undefined])
  })

  test('every change says what caused it, down to the first input', () => {
    const cluster = toyCluster({
      controllers: [
        boatController(
          (self) => plan().status({ ...self, status: { knots: self.spec.sails * 2 } } as Boat),
          5,
        ),
      ],
    })
    const { now } = cluster
    const made = launch(cluster)
    const { changes } = cluster.step(advance(now + 100))
    expect(changes.map((change) => change.cause)).toEqual([
      {
        by: 'visit',
        address: 'skipper|Boat/harbour/ann',
        because: Number(made.metadata.resourceVersion),
      },
    ])
    expect(cluster.entry('Boat/harbour/ann')?.cause).toEqual(changes[0]?.cause)
  })
})
