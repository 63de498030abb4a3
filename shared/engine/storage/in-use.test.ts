import { describe, expect, test } from 'vitest'
import { persistentvolume } from '../kinds/persistentvolume/index.ts'
import { storageclass } from '../kinds/storageclass/index.ts'
import { persistentvolumeclaim } from '../kinds/persistentvolumeclaim/index.ts'
import { claimed, Store } from './test-support/store.ts'

describe('storage that is in use', () => {
  test('a claim stays Terminating while a pod uses it, and its volume goes after it', () => {
    const lab = new Store()
    lab.claimNew('data')
    lab.pod('web', 'nginx:1.7.9', claimed())
    lab.until(() => lab.word('web') === 'Running', 30)
    lab.delete('PersistentVolumeClaim/default/data')
    lab.run(60)
    const row = persistentvolumeclaim.columns.map(({ cell }) =>
      cell(lab.claim()!, { now: lab.cluster.now, view: lab.cluster.view }),
    )
    expect(row.slice(0, 2)).toEqual(['data', 'Terminating'])
    expect(lab.word('web')).toBe('Running')
    lab.delete('Pod/default/web')
    lab.run(60)
    expect(lab.claim()).toBeUndefined()
    expect(lab.cluster.view.list('PersistentVolume')).toEqual([])
    expect(lab.cluster.nextDue).toBeNull()
  })

  test('a claim cannot shrink, nor grow where its class does not let it', () => {
    const lab = new Store()
    lab.classNew('fixed')
    lab.classNew('elastic', { allowVolumeExpansion: true })
    lab.claimNew('a', { storageClassName: 'fixed' })
    lab.claimNew('b', { storageClassName: 'elastic' })
    lab.run(10)
    const sized = (name: string, storage: string) => () => {
      const claim = lab.claim(name)!
      const spec = { ...claim.spec, resources: { requests: { storage } } }
      lab.update({ ...claim, spec } as typeof claim)
    }
    expect(sized('a', '2Gi')).toThrow('only dynamically provisioned pvc can be resized')
    expect(sized('b', '500Mi')).toThrow('field can not be less than status.capacity')
    expect(sized('b', '2Gi')).not.toThrow()
    const claim = lab.claim('a')!
    const modes = { ...claim, spec: { ...claim.spec, accessModes: ['ReadOnlyMany'] } }
    expect(() => lab.update(modes as never)).toThrow('spec is immutable after creation except')
  })
})

describe('tables of storage', () => {
  test.each([
    [
      persistentvolumeclaim,
      'Name, Status, Volume, Capacity, Access Modes, StorageClass, VolumeAttributesClass, Age, ' +
        'VolumeMode',
    ],
    [
      persistentvolume,
      'Name, Capacity, Access Modes, Reclaim Policy, Status, Claim, StorageClass, ' +
        'VolumeAttributesClass, Reason, Age, VolumeMode',
    ],
    [
      storageclass,
      'Name, Provisioner, ReclaimPolicy, VolumeBindingMode, AllowVolumeExpansion, Age',
    ],
  ])('have the columns of 1.32', (kind, wanted) => {
    expect(kind.columns.map(({ name }) => name).join(', ')).toBe(wanted)
  })

  test('show the default class as such', () => {
    const lab = new Store()
    const [standard] = lab.cluster.view.list('StorageClass')
    const context = { now: lab.cluster.now, view: lab.cluster.view }
    expect(storageclass.columns.map(({ cell }) => cell(standard!, context))).toEqual([
      'standard (default)',
      'rancher.io/local-path',
      'Delete',
      'WaitForFirstConsumer',
      false,
      '1s',
    ])
  })
})
