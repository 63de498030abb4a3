import {
  int32,
  int64,
  intOrString,
  list,
  message,
  type Of,
  ref,
  text,
  within,
} from '../../../schema/tree.ts'

export const execAction = message('io.k8s.api.core.v1.ExecAction', '', {
  command: list(1, 'string', '', { list: 'atomic' }),
})
export type ExecAction = Of<typeof execAction>

export const httpHeader = message('io.k8s.api.core.v1.HTTPHeader', '', {
  name: text(1, '', { required: true }),
  value: text(2, '', { required: true }),
})
export type HTTPHeader = Of<typeof httpHeader>

export const httpGetAction = message('io.k8s.api.core.v1.HTTPGetAction', '', {
  path: text(1, '', { default: '/' }),
  port: intOrString(2, '', { required: true }),
  host: text(3, ''),
  scheme: text(4, '', { oneOf: ['HTTP', 'HTTPS'], default: 'HTTP' }),
  httpHeaders: list(5, httpHeader, '', { list: 'atomic' }),
})
export type HTTPGetAction = Of<typeof httpGetAction>

export const tcpSocketAction = message('io.k8s.api.core.v1.TCPSocketAction', '', {
  port: intOrString(1, '', { required: true }),
  host: text(2, ''),
})
export type TCPSocketAction = Of<typeof tcpSocketAction>

export const grpcAction = message('io.k8s.api.core.v1.GRPCAction', '', {
  port: int32(1, '', { required: true }),
  service: text(2, '', { pointer: true, default: '' }),
})
export type GRPCAction = Of<typeof grpcAction>

export const sleepAction = message('io.k8s.api.core.v1.SleepAction', '', {
  seconds: int64(1, '', { required: true }),
})
export type SleepAction = Of<typeof sleepAction>

export const probeHandlerFields = {
  exec: ref(1, execAction, ''),
  httpGet: ref(2, httpGetAction, ''),
  tcpSocket: ref(3, tcpSocketAction, ''),
  grpc: ref(4, grpcAction, ''),
}

export const probe = message('io.k8s.api.core.v1.Probe', '', {
  ...within(1, probeHandlerFields),
  initialDelaySeconds: int32(2, ''),
  timeoutSeconds: int32(3, '', { default: 1 }),
  periodSeconds: int32(4, '', { default: 10 }),
  successThreshold: int32(5, '', { default: 1 }),
  failureThreshold: int32(6, '', { default: 3 }),
  terminationGracePeriodSeconds: int64(7, '', { pointer: true }),
})
export type Probe = Of<typeof probe>

export const lifecycleHandler = message('io.k8s.api.core.v1.LifecycleHandler', '', {
  exec: ref(1, execAction, ''),
  httpGet: ref(2, httpGetAction, ''),
  tcpSocket: ref(3, tcpSocketAction, ''),
  sleep: ref(4, sleepAction, ''),
})
export type LifecycleHandler = Of<typeof lifecycleHandler>

export const lifecycle = message('io.k8s.api.core.v1.Lifecycle', '', {
  postStart: ref(1, lifecycleHandler, ''),
  preStop: ref(2, lifecycleHandler, ''),
})
export type Lifecycle = Of<typeof lifecycle>
