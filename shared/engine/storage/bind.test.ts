import { describe, expect, test } from 'vitest'
import { Store } from './test-support/store.ts'

describe('claims and volumes that are there', () => {
  test('the smallest volume that is large enough and of the same class is taken', () => {
    const lab = new Store()
    lab.volumeNew('large', '10Gi')
    lab.volumeNew('fits', '2Gi')
    lab.volumeNew('small', '500Mi')
    lab.volumeNew('other', '1Gi', { storageClassName: 'slow' })
    lab.run(1)
    expect(lab.volume('fits')?.status.phase).toBe('Available')
    lab.claimNew('data', { storageClassName: '' })
    lab.run(1)
    expect(lab.claim()).toMatchObject({
      metadata: {
        annotations: {
          'pv.kubernetes.io/bind-completed': 'yes',
          'pv.kubernetes.io/bound-by-controller': 'yes',
        },
        finalizers: ['kubernetes.io/pvc-protection'],
      },
      spec: { volumeName: 'fits' },
      status: { phase: 'Bound', capacity: { storage: '2Gi' }, accessModes: ['ReadWriteOnce'] },
    })
    expect(lab.volume('fits')).toMatchObject({
      metadata: {
        annotations: { 'pv.kubernetes.io/bound-by-controller': 'yes' },
        finalizers: ['kubernetes.io/pv-protection'],
      },
      spec: { claimRef: { name: 'data', namespace: 'default', uid: lab.claim()?.metadata.uid } },
      status: { phase: 'Bound' },
    })
    expect(lab.cluster.nextDue).toBeNull()
  })

  test.each([
    ['labels', { selector: { matchLabels: { disk: 'b' } } }, 'b'],
    ['a name', { volumeName: 'c' }, 'c'],
  ])('one can ask for a volume by %s', (_how, more, wanted) => {
    const lab = new Store()
    for (const name of ['a', 'b', 'c']) lab.volumeNew(name)
    lab.run(1)
    lab.claimNew('data', { storageClassName: '', ...more })
    lab.run(1)
    expect(lab.claim()?.spec.volumeName).toBe(wanted)
  })

  test('a volume that is kept for a claim goes to it alone', () => {
    const lab = new Store()
    const claimRef = { namespace: 'default', name: 'wanted' }
    lab.volumeNew('kept', '1Gi', { claimRef })
    lab.run(1)
    lab.claimNew('data', { storageClassName: '' })
    lab.run(1)
    expect(lab.claim()?.status.phase).toBe('Pending')
    expect(lab.told()).toEqual([
      [
        'FailedBinding',
        'no persistent volumes available for this claim and no storage class is set',
      ],
    ])
    lab.claimNew('wanted', { storageClassName: '' })
    lab.run(1)
    expect(lab.claim('wanted')?.status.phase).toBe('Bound')
  })

  test('a claim waits for its volume, and other ways of use do not suit', () => {
    const lab = new Store()
    lab.claimNew('data', { storageClassName: '', accessModes: ['ReadWriteMany'] })
    lab.volumeNew('once')
    lab.run(1)
    expect(lab.claim()?.status.phase).toBe('Pending')
    lab.volumeNew('many', '1Gi', { accessModes: ['ReadWriteOnce', 'ReadWriteMany'] })
    lab.run(1)
    expect(lab.claim()?.spec.volumeName).toBe('many')
  })

  test('a retained volume is Released when its claim goes, and is given to nobody', () => {
    const lab = new Store()
    lab.volumeNew('disk')
    lab.claimNew('data', { storageClassName: '' })
    lab.run(1)
    lab.delete('PersistentVolumeClaim/default/data')
    lab.run(1)
    expect(lab.claim()).toBeUndefined()
    expect(lab.volume('disk')?.status.phase).toBe('Released')
    lab.claimNew('again', { storageClassName: '' })
    lab.run(1)
    expect(lab.claim('again')?.status.phase).toBe('Pending')
    const { claimRef: _gone, ...spec } = lab.volume('disk')!.spec
    lab.update({ ...lab.volume('disk')!, spec } as never)
    lab.run(1)
    expect(lab.claim('again')?.spec.volumeName).toBe('disk')
  })

  test('a volume that nobody can delete fails', () => {
    const lab = new Store()
    lab.volumeNew('disk', '1Gi', { persistentVolumeReclaimPolicy: 'Delete' })
    lab.claimNew('data', { storageClassName: '' })
    lab.run(1)
    lab.delete('PersistentVolumeClaim/default/data')
    lab.run(1)
    const message = 'host_path deleter only supports /tmp/.+ but received provided /srv/disk'
    expect(lab.volume('disk')?.status).toMatchObject({ phase: 'Failed', message })
    expect(lab.told('disk')).toEqual([['VolumeFailedDelete', message]])
  })

  test('a claim whose volume is taken away is Lost; the volume stays while it is bound', () => {
    const lab = new Store()
    lab.volumeNew('disk')
    lab.claimNew('data', { storageClassName: '' })
    lab.run(1)
    lab.delete('PersistentVolume//disk')
    lab.run(1)
    expect(lab.volume('disk')?.metadata.deletionTimestamp).toBeDefined()
    lab.update({
      ...lab.volume('disk')!,
      metadata: { ...lab.volume('disk')!.metadata, finalizers: [] },
    })
    lab.run(1)
    expect(lab.volume('disk')).toBeUndefined()
    expect(lab.claim()?.status.phase).toBe('Lost')
    expect(lab.told().at(-1)).toEqual([
      'ClaimLost',
      'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
    ])
  })
})
