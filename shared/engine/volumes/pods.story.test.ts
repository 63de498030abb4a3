import { describe, expect, test } from 'vitest'
import { Lab } from '../kubelet/test-support/lab.ts'
import type { ContainerLog } from '../programs/log.ts'

/** What a container said in this run. */
function said(lab: Lab, pod: string, container = 'c'): string[] {
  const log = lab.cluster.view.noteOf(lab.get(pod), `log:${container}`) as unknown
  return ((log as ContainerLog | undefined)?.now.lines ?? []).map(([, bytes]) => bytes)
}

const shell = (script: string, more = {}) => ({ command: ['sh', '-c', script], ...more })
const mount = { volumeMounts: [{ name: 'v', mountPath: '/data' }] }
const restarts = (lab: Lab, pod: string) =>
  lab.get(pod).status.containerStatuses?.[0]?.restartCount ?? 0

describe('pods that keep something', () => {
  test('[POD-011] an emptyDir is kept when its container is restarted, and lost with the pod', () => {
    const lab = new Lab()
    const volumes = [{ name: 'v', emptyDir: {} }]
    const script = 'cat /data/marker || echo nothing; echo here > /data/marker; sleep 2; exit 1'
    const make = () => lab.pod('web', 'busybox:1.36', { volumes }, shell(script, mount))
    make()
    lab.until(() => said(lab, 'web').includes('nothing'))
    lab.until(() => restarts(lab, 'web') === 1)
    lab.run(0.2)
    expect(said(lab, 'web')).toEqual(['here'])
    lab.delete('Pod/default/web', { graceSeconds: 0 })
    lab.run(2)
    make()
    lab.until(() => said(lab, 'web').includes('nothing'))
  })

  test('[POD-011] what is in a claim is there for the pod after it', () => {
    const lab = new Lab()
    const resources = { requests: { storage: '1Gi' } }
    lab.create({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'default' },
      spec: { accessModes: ['ReadWriteOnce'], resources },
    })
    const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }]
    const run = (name: string, script: string) => {
      const spec = { volumes, restartPolicy: 'Never' }
      lab.pod(name, 'busybox:1.36', spec, shell(script, mount))
      lab.until(() => lab.word(name) === 'Completed')
    }
    run('one', 'echo kept > /data/marker')
    lab.delete('Pod/default/one', { graceSeconds: 0 })
    lab.run(2)
    run('two', 'cat /data/marker')
    expect(said(lab, 'two')).toEqual(['kept'])
  })

  test('[INIT-009] a Secret that only the init container mounts is not there for the app', () => {
    const lab = new Lab()
    lab.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace: 'default' },
      stringData: { key: 'pssst' },
    })
    const volumeMounts = [{ name: 's', mountPath: '/s' }]
    const init = { name: 'i', image: 'busybox:1.36', ...shell('cat /s/key', { volumeMounts }) }
    const spec = { volumes: [{ name: 's', secret: { secretName: 's' } }], initContainers: [init] }
    lab.pod('web', 'busybox:1.36', spec, shell('cat /s/key; sleep 60'))
    lab.until(() => said(lab, 'web').length > 0)
    expect(said(lab, 'web', 'i')).toEqual(['pssst'])
    expect(said(lab, 'web')[0]).toContain('No such file or directory')
  })

  test('a pod that fills its emptyDir beyond the limit is evicted', () => {
    const lab = new Lab()
    const volumes = [{ name: 'v', emptyDir: { sizeLimit: '1Mi' } }]
    const script = 'sleep 5; dd if=/dev/zero of=/data/x bs=1024 count=2048; sleep 60'
    lab.pod('web', 'busybox:1.36', { volumes }, shell(script, mount))
    lab.until(() => lab.get('web').status.phase === 'Failed')
    expect(lab.get('web').status).toMatchObject({
      reason: 'Evicted',
      message: 'Usage of EmptyDir volume "v" exceeds the limit "1Mi". ',
    })
    expect(lab.messages('web', 'Evicted')).toHaveLength(1)
  })

  test('a probe that reads a mounted file hears of its change, and the cluster sleeps again', () => {
    const lab = new Lab()
    const config = lab.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'state', namespace: 'default' },
      data: { word: 'good' },
    })
    const command = ['grep', 'good', '/data/word']
    const readinessProbe = { exec: { command }, periodSeconds: 5 }
    const spec = { volumes: [{ name: 'v', configMap: { name: 'state' } }] }
    lab.pod('web', 'nginx:1.27', spec, { readinessProbe, ...mount })
    const isReady = () => lab.get('web').status.containerStatuses?.[0]?.ready
    lab.until(() => isReady() === true)
    lab.run(30)
    expect(lab.cluster.nextDue).toBeNull()
    lab.update({ ...config, data: { word: 'bad' } } as never)
    lab.until(() => isReady() === false, 90)
    const bad = lab.cluster.view.get('ConfigMap', 'default', 'state')!
    lab.update({ ...bad, data: { word: 'good' } } as never)
    lab.until(() => isReady() === true, 90)
    lab.run(90)
    expect(lab.cluster.nextDue).toBeNull()
  })

  test('a pod that only serves keeps nothing', () => {
    const lab = new Lab()
    lab.pod('web', 'nginx:1.27')
    lab.run(60)
    const notes = lab.cluster.freeze().filter(({ key }) => key.startsWith('Pod/default/web|'))
    const names = notes.map(({ key }) => key.split('|')[1] ?? '')
    expect(names.filter((name) => name.startsWith('files:') || name.startsWith('volume:'))).toEqual(
      [],
    )
  })
})
