import { Lab } from '../../kubelet/test-support/lab.ts'
import type { PersistentVolume } from '../../kinds/persistentvolume/schema.ts'
import type { PersistentVolumeClaim } from '../../kinds/persistentvolumeclaim/schema.ts'

type More = Record<string, unknown>

/** A pod's volume `v` of a claim. */
export const claimed = (name = 'data') => ({
  volumes: [{ name: 'v', persistentVolumeClaim: { claimName: name } }],
})

/** A lab with storage in it. */
export class Store extends Lab {
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
