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

export const execAction = message(
  'io.k8s.api.core.v1.ExecAction',
  'Runs a command in the container; exit code 0 is success.',
  {
    command: list(
      1,
      'string',
      'The command and its arguments. No shell is involved unless it is named.',
      { list: 'atomic' },
    ),
  },
)
export type ExecAction = Of<typeof execAction>

export const httpHeader = message('io.k8s.api.core.v1.HTTPHeader', 'A header of a request.', {
  name: text(1, 'Name of the header.', { required: true }),
  value: text(2, 'Its value.', { required: true }),
})
export type HTTPHeader = Of<typeof httpHeader>

export const httpGetAction = message(
  'io.k8s.api.core.v1.HTTPGetAction',
  'Sends a GET request; an answer from 200 to 399 is success.',
  {
    path: text(1, 'The path to ask for.', { default: '/' }),
    port: intOrString(2, 'The port, by number or by its name in the container.', {
      required: true,
    }),
    host: text(3, "The host to ask; the pod's own address when left out."),
    scheme: text(4, 'HTTP or HTTPS.', { oneOf: ['HTTP', 'HTTPS'], default: 'HTTP' }),
    httpHeaders: list(5, httpHeader, 'Headers to send.', { list: 'atomic' }),
  },
)
export type HTTPGetAction = Of<typeof httpGetAction>

export const tcpSocketAction = message(
  'io.k8s.api.core.v1.TCPSocketAction',
  'Opens a connection; that it opens is success.',
  {
    port: intOrString(1, 'The port, by number or by its name in the container.', {
      required: true,
    }),
    host: text(2, "The host; the pod's own address when left out."),
  },
)
export type TCPSocketAction = Of<typeof tcpSocketAction>

export const grpcAction = message(
  'io.k8s.api.core.v1.GRPCAction',
  'Calls the gRPC health service; SERVING is success.',
  {
    port: int32(1, 'The port.', { required: true }),
    service: text(2, 'The service to ask about.', { pointer: true, default: '' }),
  },
)
export type GRPCAction = Of<typeof grpcAction>

export const sleepAction = message('io.k8s.api.core.v1.SleepAction', 'Waits.', {
  seconds: int64(1, 'How long.', { required: true }),
})
export type SleepAction = Of<typeof sleepAction>

export const probeHandlerFields = {
  exec: ref(1, execAction, 'Run a command in the container.'),
  httpGet: ref(2, httpGetAction, 'Send a GET request.'),
  tcpSocket: ref(3, tcpSocketAction, 'Open a connection.'),
  grpc: ref(4, grpcAction, 'Call the gRPC health service.'),
}

export const probe = message(
  'io.k8s.api.core.v1.Probe',
  'A question that the kubelet asks a container again and again.',
  {
    ...within(1, probeHandlerFields),
    initialDelaySeconds: int32(2, 'How long after the start the first question comes.'),
    timeoutSeconds: int32(3, 'How long an answer may take.', { default: 1 }),
    periodSeconds: int32(4, 'From one question to the next.', { default: 10 }),
    successThreshold: int32(5, 'So many good answers in a row turn it to success.', { default: 1 }),
    failureThreshold: int32(6, 'So many bad answers in a row turn it to failure.', { default: 3 }),
    terminationGracePeriodSeconds: int64(
      7,
      "Grace for a container that this probe ends, instead of the pod's.",
      { pointer: true },
    ),
  },
)
export type Probe = Of<typeof probe>

export const lifecycleHandler = message(
  'io.k8s.api.core.v1.LifecycleHandler',
  "What to do at a moment of a container's life. Exactly one is given.",
  {
    exec: ref(1, execAction, 'Run a command in the container.'),
    httpGet: ref(2, httpGetAction, 'Send a GET request.'),
    tcpSocket: ref(3, tcpSocketAction, 'No longer supported; kept so that old objects stay valid.'),
    sleep: ref(4, sleepAction, 'Wait.'),
  },
)
export type LifecycleHandler = Of<typeof lifecycleHandler>

export const lifecycle = message(
  'io.k8s.api.core.v1.Lifecycle',
  'What to do when a container starts and when it is stopped.',
  {
    postStart: ref(
      1,
      lifecycleHandler,
      'Done right after the start; a failure ends the container.',
    ),
    preStop: ref(
      2,
      lifecycleHandler,
      "Done before the container is told to stop, within the pod's grace.",
    ),
  },
)
export type Lifecycle = Of<typeof lifecycle>
