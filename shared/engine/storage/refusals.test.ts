import { describe, expect, test } from 'vitest'
import { Store } from './test-support/store.ts'

type Spec = Record<string, unknown>

const modes = '"ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"'

describe('what is wrong with storage is refused in upstream’s words', () => {
  test.each<[Spec, string]>([
    [{ accessModes: [] }, 'spec.accessModes: Required value: at least 1 access mode is required'],
    [
      { accessModes: ['Once'] },
      `spec.accessModes: Unsupported value: "Once": supported values: ${modes}`,
    ],
    [
      { accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] },
      'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
    ],
    [{ resources: {} }, 'spec.resources[storage]: Required value'],
    [
      { resources: { requests: { storage: '0' } } },
      'spec.resources[storage]: Invalid value: "0": must be greater than zero',
    ],
  ])('a claim with %j', (spec, words) => {
    expect(() => new Store().claimNew('data', spec)).toThrow(
      `PersistentVolumeClaim "data" is invalid: ${words}`,
    )
  })

  test.each<[Spec, string]>([
    [{ capacity: {} }, 'spec.capacity: Required value'],
    [{ accessModes: [] }, 'spec.accessModes: Required value'],
    [{ hostPath: undefined }, 'spec: Required value: must specify a volume type'],
    [
      { nfs: { server: 'a', path: '/' } },
      'spec.nfs: Forbidden: may not specify more than 1 volume type',
    ],
    [
      { hostPath: undefined, local: { path: '/mnt' } },
      'spec.nodeAffinity: Required value: Local volume requires node affinity',
    ],
    [{ hostPath: { path: '/a/../b' } }, "must not contain '..'"],
    [
      { persistentVolumeReclaimPolicy: 'Keep' },
      'spec.persistentVolumeReclaimPolicy: Unsupported value: "Keep": ' +
        'supported values: "Delete", "Recycle", "Retain"',
    ],
  ])('a volume with %j', (spec, words) => {
    expect(() => new Store().volumeNew('disk', '1Gi', spec)).toThrow(words)
  })

  test('a volume’s place never changes', () => {
    const lab = new Store()
    const disk = lab.volumeNew('disk')
    const moved = { ...disk, spec: { ...disk.spec, hostPath: { path: '/other', type: '' } } }
    expect(() => lab.update(moved as never)).toThrow(
      'spec.persistentvolumesource: Forbidden: ' +
        'spec.persistentvolumesource is immutable after creation',
    )
  })

  test.each<[Spec, string]>([
    [{ provisioner: '' }, 'provisioner: Required value'],
    [
      { reclaimPolicy: 'Recycle' },
      'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
    ],
    [
      { volumeBindingMode: 'Later' },
      'volumeBindingMode: Unsupported value: "Later": ' +
        'supported values: "Immediate", "WaitForFirstConsumer"',
    ],
  ])('a class with %j', (more, words) => {
    expect(() => new Store().classNew('fast', more)).toThrow(
      `StorageClass.storage.k8s.io "fast" is invalid: ${words}`,
    )
  })
})
