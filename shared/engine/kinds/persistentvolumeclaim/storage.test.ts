import { describe, expect, test } from 'vitest'
import { Lab } from '../../kubelet/test-support/lab.ts'
import type { PersistentVolume } from '../persistentvolume/schema.ts'
import { persistentvolume } from '../persistentvolume/index.ts'
import { storageclass } from '../storageclass/index.ts'
import { persistentvolumeclaim } from './index.ts'
import type { PersistentVolumeClaim } from './schema.ts'

type More = Record<string, unknown>

const claimed = (name = 'data') => ({
  volumes: [{ name: 'v', persistentVolumeClaim: { claimName: name } }],
})

class Store extends Lab {
  claimNew(name: string, more: More = {}): PersistentVolumeClaim {
    return this.create({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace: 'default' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
        ...more,
      },
    })
  }

  volumeNew(name: string, storage = '1Gi', more: More = {}): PersistentVolume {
    return this.create({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name, labels: { disk: name } },
      spec: {
        capacity: { storage },
        accessModes: ['ReadWriteOnce'],
        hostPath: { path: '/srv/disk' },
        ...more,
      },
    })
  }

  classNew(name: string, more: More = {}): void {
    const metadata = { name }
    const provisioner = 'k8s.io/minikube-hostpath'
    const apiVersion = 'storage.k8s.io/v1'
    this.create({ apiVersion, kind: 'StorageClass', metadata, provisioner, ...more })
  }

  claim(name = 'data'): PersistentVolumeClaim | undefined {
    return this.cluster.view.get('PersistentVolumeClaim', 'default', name)
  }

  volume(name: string): PersistentVolume | undefined {
    return this.cluster.view.get('PersistentVolume', '', name)
  }

  told(name = 'data'): [string, string][] {
    return this.events(name).map(([, reason, message]) => [reason, message])
  }
}

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

describe('volumes that are made on demand', () => {
  const WAITING = [
    'WaitForFirstConsumer',
    'waiting for first consumer to be created before binding',
  ]

  test('the standard class waits for the first pod and makes the volume where that goes', () => {
    const lab = new Store()
    lab.claimNew('data')
    lab.run(30)
    expect(lab.claim()?.spec.storageClassName).toBe('standard')
    expect(lab.claim()?.status.phase).toBe('Pending')
    expect(lab.told()).toEqual([WAITING])
    lab.pod('web', 'nginx:1.7.9', claimed())
    lab.until(() => lab.word('web') === 'Running', 30)
    const volume = lab.volume(`pvc-${lab.claim()?.metadata.uid}`)
    const node = lab.get('web').spec.nodeName
    expect(lab.claim()?.metadata.annotations).toMatchObject({
      'volume.kubernetes.io/selected-node': node,
      'volume.kubernetes.io/storage-provisioner': 'rancher.io/local-path',
      'volume.beta.kubernetes.io/storage-provisioner': 'rancher.io/local-path',
    })
    expect(volume).toMatchObject({
      metadata: { annotations: { 'pv.kubernetes.io/provisioned-by': 'rancher.io/local-path' } },
      spec: {
        capacity: { storage: '1Gi' },
        persistentVolumeReclaimPolicy: 'Delete',
        storageClassName: 'standard',
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'kubernetes.io/hostname', operator: 'In', values: [node] },
                ],
              },
            ],
          },
        },
      },
      status: { phase: 'Bound' },
    })
    expect(lab.told()).toEqual([
      WAITING,
      [
        'ExternalProvisioning',
        'Waiting for a volume to be created either by the external provisioner ' +
          "'rancher.io/local-path' or manually by the system administrator. If volume creation is " +
          'delayed, please verify that the provisioner is running and correctly registered.',
      ],
      ['Provisioning', 'External provisioner is provisioning volume for claim "default/data"'],
      ['ProvisioningSucceeded', `Successfully provisioned volume ${volume?.metadata.name}`],
    ])
  })

  test('another pod of the claim goes to the same node, or nowhere', () => {
    const lab = new Store()
    lab.claimNew('data')
    lab.pod('one', 'nginx:1.7.9', claimed())
    lab.until(() => lab.word('one') === 'Running', 30)
    lab.pod('two', 'nginx:1.7.9', claimed())
    lab.until(() => lab.word('two') === 'Running', 30)
    const node = lab.get('one').spec.nodeName ?? ''
    expect(lab.get('two').spec.nodeName).toBe(node)
    const other = ['node-1', 'node-2', 'node-3'].find((name) => name !== node)
    const nodeSelector = { 'kubernetes.io/hostname': other }
    lab.pod('three', 'nginx:1.7.9', { ...claimed(), nodeSelector })
    lab.run(5)
    expect(lab.messages('three', 'FailedScheduling')).toEqual([
      "0/3 nodes are available: 1 node(s) had volume node affinity conflict, 2 node(s) didn't " +
        "match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption " +
        'is not helpful for scheduling.',
    ])
  })

  test('Immediate: made at once; a pod waits for it with the scheduler’s words', () => {
    const lab = new Store()
    lab.classNew('fast')
    lab.claimNew('data', { storageClassName: 'fast' })
    lab.pod('web', 'nginx:1.7.9', claimed())
    lab.run(1)
    expect(lab.messages('web', 'FailedScheduling')).toEqual([
      '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. ' +
        'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    ])
    lab.until(() => lab.word('web') === 'Running', 30)
    expect(lab.claim()?.status.phase).toBe('Bound')
  })

  test.each([
    [
      'no such class',
      { storageClassName: 'none' },
      ['ProvisioningFailed', 'storageclass.storage.k8s.io "none" not found'],
    ],
    [
      'a way of use that the provisioner does not offer',
      { accessModes: ['ReadWriteMany'] },
      [
        'ProvisioningFailed',
        'failed to provision volume with StorageClass "standard": ' +
          'NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes',
      ],
    ],
  ])('%s is told, and the claim waits', (_what, more, last) => {
    const lab = new Store()
    lab.claimNew('data', more)
    lab.pod('web', 'nginx:1.7.9', claimed())
    lab.run(30)
    expect(lab.claim()?.status.phase).toBe('Pending')
    expect(lab.told().at(-1)).toEqual(last)
    expect(lab.word('web')).toBe('Pending')
  })

  test('a missing claim and a missing provisioner leave pods Pending', () => {
    const lab = new Store()
    lab.classNew('cloud', { provisioner: 'ebs.csi.aws.com' })
    lab.claimNew('data', { storageClassName: 'cloud' })
    lab.pod('web', 'nginx:1.7.9', claimed())
    lab.pod('lost', 'nginx:1.7.9', claimed('nothing'))
    lab.run(30)
    expect(lab.told().map(([reason]) => reason)).toEqual(['ExternalProvisioning'])
    expect(lab.messages('lost', 'FailedScheduling')[0]).toMatch(
      /^0\/3 nodes are available: persistentvolumeclaim "nothing" not found\. preemption:/,
    )
    lab.claimNew('nothing')
    lab.until(() => lab.word('lost') === 'Running', 30)
  })

  test('a class that becomes the default one is given to claims that have none', () => {
    const lab = new Store()
    lab.delete('StorageClass//standard')
    lab.claimNew('data')
    lab.run(1)
    expect(lab.told().map(([reason]) => reason)).toEqual(['FailedBinding'])
    const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' }
    lab.classNew('fast', { metadata: { name: 'fast', annotations } })
    lab.run(10)
    expect(lab.claim()).toMatchObject({
      spec: { storageClassName: 'fast' },
      status: { phase: 'Bound' },
    })
  })

  test('an ephemeral volume’s claim is made with the pod and goes with it', () => {
    const lab = new Store()
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
    const volumes = [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec } } }]
    lab.pod('web', 'nginx:1.7.9', { volumes })
    lab.until(() => lab.word('web') === 'Running', 30)
    expect(lab.claim('web-scratch')?.status.phase).toBe('Bound')
    lab.delete('Pod/default/web')
    lab.run(60)
    expect(lab.claim('web-scratch')).toBeUndefined()
    expect(lab.cluster.view.list('PersistentVolume')).toEqual([])
  })
})

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
      lab.update({ ...claim, spec: { ...claim.spec, resources: { requests: { storage } } } })
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
  const names = (kind: typeof persistentvolume) => kind.columns.map(({ name }) => name)

  test('have the columns of 1.32', () => {
    expect(names(persistentvolumeclaim)).toEqual([
      ...['Name', 'Status', 'Volume', 'Capacity', 'Access Modes', 'StorageClass'],
      ...['VolumeAttributesClass', 'Age', 'VolumeMode'],
    ])
    expect(names(persistentvolume)).toEqual([
      ...['Name', 'Capacity', 'Access Modes', 'Reclaim Policy', 'Status', 'Claim', 'StorageClass'],
      ...['VolumeAttributesClass', 'Reason', 'Age', 'VolumeMode'],
    ])
    expect(names(storageclass)).toEqual([
      ...['Name', 'Provisioner', 'ReclaimPolicy', 'VolumeBindingMode', 'AllowVolumeExpansion'],
      'Age',
    ])
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
