import { describe, expect, test } from 'vitest'
import { claimed, Store } from './test-support/store.ts'

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
