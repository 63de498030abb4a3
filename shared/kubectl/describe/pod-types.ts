import type { KubeObject, JsonRecord } from '../object.ts'

/** A probe as descriptions show it. */
export interface Probe {
  initialDelaySeconds?: number
  timeoutSeconds?: number
  periodSeconds?: number
  successThreshold?: number
  failureThreshold?: number
  exec?: { command?: string[] }
  httpGet?: { scheme?: string; host?: string; port: number | string; path?: string }
  tcpSocket?: { host?: string; port: number | string }
  grpc?: { port: number; service?: string }
}

interface KeyRef {
  name?: string
  key: string
  optional?: boolean
}

/** One variable of a container. */
export interface EnvVar {
  name: string
  value?: string
  valueFrom?: {
    fieldRef?: { apiVersion?: string; fieldPath: string }
    resourceFieldRef?: { resource: string }
    secretKeyRef?: KeyRef
    configMapKeyRef?: KeyRef
  }
}

/** A container. */
export interface Container {
  name: string
  image: string
  command?: string[]
  args?: string[]
  ports?: { containerPort: number; hostPort?: number; protocol?: string; name?: string }[]
  env?: EnvVar[]
  envFrom?: {
    prefix?: string
    configMapRef?: { name?: string; optional?: boolean }
    secretRef?: { name?: string; optional?: boolean }
  }[]
  resources?: { limits?: Record<string, string>; requests?: Record<string, string> }
  livenessProbe?: Probe
  readinessProbe?: Probe
  startupProbe?: Probe
  volumeMounts?: { mountPath: string; name: string; readOnly?: boolean; subPath?: string }[]
}

/** One state of a container. */
export interface ContainerState {
  running?: { startedAt?: string }
  waiting?: { reason?: string; message?: string }
  terminated?: {
    reason?: string
    message?: string
    exitCode: number
    signal?: number
    startedAt?: string
    finishedAt?: string
  }
}

/** How a container is. */
export interface ContainerStatus {
  name: string
  containerID?: string
  imageID?: string
  state?: ContainerState
  lastState?: ContainerState
  ready?: boolean
  restartCount?: number
}

/** A toleration. */
export interface Toleration {
  key?: string
  operator?: string
  value?: string
  effect?: string
  tolerationSeconds?: number
}

/** What a pod consists of. */
export interface PodSpec {
  nodeName?: string
  priority?: number
  priorityClassName?: string
  runtimeClassName?: string
  serviceAccountName?: string
  initContainers?: Container[]
  containers?: Container[]
  volumes?: (JsonRecord & { name: string })[]
  nodeSelector?: Record<string, string>
  tolerations?: Toleration[]
  topologySpreadConstraints?: {
    topologyKey: string
    whenUnsatisfiable: string
    maxSkew: number
    labelSelector?: { matchLabels?: Record<string, string> }
  }[]
  readinessGates?: { conditionType: string }[]
}

/** A pod. */
export interface Pod extends KubeObject {
  spec: PodSpec
  status?: {
    phase?: string
    reason?: string
    message?: string
    hostIP?: string
    podIP?: string
    podIPs?: { ip: string }[]
    startTime?: string
    qosClass?: string
    nominatedNodeName?: string
    conditions?: { type: string; status: string }[]
    initContainerStatuses?: ContainerStatus[]
    containerStatuses?: ContainerStatus[]
  }
}
