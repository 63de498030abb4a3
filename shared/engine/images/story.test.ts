import { describe, expect, test } from 'vitest'
import { Lab } from '../kubelet/test-support/lab.ts'

const container = (lab: Lab, name: string) => lab.get(name).status.containerStatuses?.[0]
const isRunning = (lab: Lab, name: string) => () => lab.get(name).status.phase === 'Running'

describe('programs of images in the life of pods', () => {
  test('the first liveness example is restarted every few seconds', () => {
    const lab = new Lab()
    const livenessProbe = {
      httpGet: { path: '/healthz', port: 8080 },
      initialDelaySeconds: 3,
      periodSeconds: 3,
    }
    lab.pod('liveness', 'registry.k8s.io/liveness', {}, { livenessProbe })
    lab.until(isRunning(lab, 'liveness'))
    lab.run(11)
    expect(container(lab, 'liveness')?.restartCount).toBe(0)
    lab.run(45)
    expect(container(lab, 'liveness')?.restartCount).toBeGreaterThanOrEqual(1)
    expect(lab.messages('liveness', 'Unhealthy')[0]).toBe(
      'Liveness probe failed: HTTP probe failed with statuscode: 500',
    )
  })

  test('etcd is well over gRPC', () => {
    const lab = new Lab()
    const args = ['/usr/local/bin/etcd', '--data-dir', '/var/lib/etcd']
    const readinessProbe = { grpc: { port: 2379 }, periodSeconds: 1 }
    lab.pod('etcd', 'registry.k8s.io/etcd:3.5.1-0', {}, { command: args, readinessProbe })
    lab.until(() => container(lab, 'etcd')?.ready === true)
  })

  test('agnhost is well over gRPC until it is not', () => {
    const lab = new Lab()
    const livenessProbe = { grpc: { port: 5000 }, periodSeconds: 5, failureThreshold: 1 }
    const args = ['grpc-health-checking', '--delay-unhealthy-sec=20']
    lab.pod('g', 'registry.k8s.io/e2e-test-images/agnhost:2.53', {}, { args, livenessProbe })
    lab.until(isRunning(lab, 'g'))
    lab.run(15)
    expect(container(lab, 'g')?.restartCount).toBe(0)
    lab.run(45)
    expect(container(lab, 'g')?.restartCount).toBeGreaterThanOrEqual(1)
  })

  test('a database without its password goes on crashing', () => {
    const lab = new Lab()
    lab.pod('db', 'postgres:16')
    lab.run(60)
    const { restartCount, lastState } = container(lab, 'db') ?? {}
    expect(restartCount).toBeGreaterThan(0)
    expect(lastState?.terminated).toMatchObject({ exitCode: 1, reason: 'Error' })
  })

  test('a slow database is not ready until it listens', () => {
    const lab = new Lab()
    const env = [{ name: 'MYSQL_ROOT_PASSWORD', value: 'x' }]
    const readinessProbe = { tcpSocket: { port: 3306 }, periodSeconds: 1 }
    lab.pod('db', 'mysql:8.0', {}, { env, readinessProbe })
    lab.until(isRunning(lab, 'db'))
    lab.run(10)
    expect(container(lab, 'db')?.ready).toBe(false)
    lab.run(5)
    expect(container(lab, 'db')?.ready).toBe(true)
  })

  test('a wrong configuration of nginx ends it with 1', () => {
    const lab = new Lab()
    lab.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'conf', namespace: 'default' },
      data: { 'default.conf': 'server { listn 80; }' },
    })
    const volumes = [{ name: 'conf', configMap: { name: 'conf' } }]
    const volumeMounts = [{ name: 'conf', mountPath: '/etc/nginx/conf.d' }]
    lab.pod('web', 'nginx:1.27', { volumes, restartPolicy: 'Never' }, { volumeMounts })
    lab.until(() => lab.get('web').status.phase === 'Failed', 30)
    expect(container(lab, 'web')?.state.terminated?.exitCode).toBe(1)
  })

  test('a program that takes more memory than it may is killed for it', () => {
    const lab = new Lab()
    const args = ['-mem-total', '200Mi', '-mem-alloc-size', '10Mi', '-mem-alloc-sleep', '1s']
    const resources = { limits: { memory: '100Mi' } }
    lab.pod('hungry', 'vish/stress', { restartPolicy: 'Never' }, { args, resources })
    lab.until(() => lab.get('hungry').status.phase === 'Failed', 60)
    expect(container(lab, 'hungry')?.state.terminated).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    })
  })
})
