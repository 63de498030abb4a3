import type { Container, EnvFromSource, EnvVar } from '../kinds/pod/schema.ts'
import { toBytes, type Bytes } from '../programs/bytes.ts'
import type { ImageConfig } from '../programs/image-config.ts'
import type { Millis } from '../time.ts'
import { fieldValue, resourceValue, type PodFrame } from './downward.ts'
import { expand } from './expand.ts'
import { hostNameOf } from './host-name.ts'
import { serviceVariables } from './service-variables.ts'
import { contentOf, notFound, sourceAt, type Content, type SourceKind } from './sources.ts'
import { userOf } from './user.ts'

/** Variables of a container, as bytes. */
export interface Environment {
  env: Readonly<Record<string, Bytes>>
  /**
   * It holds what a ConfigMap or Secret said at that moment: it must be kept for as long as the
   * container runs. Any other environment is the same whenever it is asked for again with the same
   * `startedAt`.
   */
  isPinned: boolean
}

/** Where commands are looked for when an image says nothing. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * The environment of a container that starts, or has started, at an instant. A problem is a
 * CreateContainerConfigError: `secret "x" not found`, `couldn't find key k in ConfigMap default/x`.
 * Every key of an `envFrom` becomes a variable, as 1.32 has it: names need not be good for a shell.
 * Source: kubelet_pods.go makeEnvironmentVariables (v1.32); INIT-012, LIFE-018.
 */
export function environmentOf(
  frame: PodFrame,
  spec: Container,
  config: Pick<ImageConfig, 'env' | 'user'>,
  startedAt: Millis = frame.view.now,
): Environment | { problem: string } {
  const { pod, view } = frame
  const namespace = pod.metadata.namespace ?? ''
  const links = pod.spec.enableServiceLinks ?? true
  const services = serviceVariables(view, namespace, links, startedAt)
  const reader = new Reader(frame, spec)
  for (const source of spec.envFrom ?? []) reader.takeAll(source)
  for (const variable of spec.env ?? []) reader.take(variable, services)
  if (reader.problem !== undefined) return { problem: reader.problem }
  const { path, rest } = imageVariables(config)
  const env = {
    PATH: path,
    HOSTNAME: toBytes(hostNameOf(pod, frame.node)),
    ...rest,
    ...services,
    ...reader.values,
  }
  const HOME = toBytes(userOf(pod, spec, config).home)
  return {
    env: { ...env, HOME: reader.values.HOME ?? rest.HOME ?? HOME },
    isPinned: reader.isPinned,
  }
}

/** Why a container's environment cannot be made; undefined when it can. */
export function environmentProblem(frame: PodFrame, spec: Container): string | undefined {
  if (!spec.env && !spec.envFrom) return undefined
  const reader = new Reader(frame, spec)
  for (const source of spec.envFrom ?? []) reader.takeAll(source)
  for (const variable of spec.env ?? []) reader.take(variable, {})
  return reader.problem
}

/** `$(NAME)` in a container's command or arguments. Upstream: ExpandContainerCommandAndArgs. */
export function expandWords(
  words: readonly string[],
  env: Readonly<Record<string, Bytes>>,
): Bytes[] {
  return words.map((word) => expand(toBytes(word), (name) => env[name]))
}

interface OfImage {
  path: Bytes
  rest: Record<string, Bytes>
}

// An image's configuration is data that never changes.
const ofImages = new WeakMap<object, OfImage>()

function imageVariables({ env }: Pick<ImageConfig, 'env'>): OfImage {
  let known = ofImages.get(env)
  if (known) return known
  const { PATH = DEFAULT_PATH, ...rest } = env
  known = { path: toBytes(PATH), rest: bytesOf(rest) }
  ofImages.set(env, known)
  return known
}

function bytesOf(texts: Readonly<Record<string, string>>): Record<string, Bytes> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, toBytes(text)]))
}

/** Reads the variables of one container, one after the other; the first problem stays. */
class Reader {
  readonly values: Record<string, Bytes> = {}
  problem: string | undefined
  isPinned = false
  readonly #frame: PodFrame
  readonly #spec: Container

  constructor(frame: PodFrame, spec: Container) {
    this.#frame = frame
    this.#spec = spec
  }

  takeAll({ prefix = '', configMapRef, secretRef }: EnvFromSource): void {
    const reference = configMapRef ?? secretRef
    if (!reference) return
    const kind = configMapRef ? 'ConfigMap' : 'Secret'
    const content = this.#content(kind, reference.name ?? '', reference.optional)
    for (const [key, value] of Object.entries(content ?? {})) {
      if (kind === 'ConfigMap' && !this.#isText(reference.name ?? '', key)) continue
      this.values[prefix + key] = value
    }
  }

  take({ name, value, valueFrom }: EnvVar, services: Readonly<Record<string, Bytes>>): void {
    if (this.problem !== undefined) return
    if (value || !valueFrom) {
      const known = (other: string): Bytes | undefined => this.values[other] ?? services[other]
      this.values[name] = expand(toBytes(value ?? ''), known)
      return
    }
    const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom
    const told = this.#frame
    if (fieldRef) this.values[name] = toBytes(fieldValue(told, fieldRef.fieldPath) ?? '')
    else if (resourceFieldRef) {
      this.values[name] = resourceValue(told, resourceFieldRef, this.#spec)
    } else if (configMapKeyRef) this.#takeKey(name, 'ConfigMap', configMapKeyRef)
    else if (secretKeyRef) this.#takeKey(name, 'Secret', secretKeyRef)
  }

  #takeKey(
    variable: string,
    kind: SourceKind,
    ref: { name?: string; key: string; optional?: boolean },
  ): void {
    const { name = '', key, optional } = ref
    const content = this.#content(kind, name, optional)
    if (!content) return
    const value = kind === 'ConfigMap' && !this.#isText(name, key) ? undefined : content[key]
    if (value !== undefined) this.values[variable] = value
    else if (!optional) {
      const namespace = this.#frame.pod.metadata.namespace ?? ''
      this.problem ??= `couldn't find key ${key} in ${kind} ${namespace}/${name}`
    }
  }

  #content(kind: SourceKind, name: string, optional = false): Content | undefined {
    const { pod, view } = this.#frame
    this.isPinned = true
    const source = sourceAt(view, kind, pod.metadata.namespace ?? '', name)
    if (source) return contentOf(source)
    if (!optional) this.problem ??= notFound(kind, name)
    return undefined
  }

  /** Bytes of a ConfigMap (`binaryData`) never become variables. */
  #isText(name: string, key: string): boolean {
    const { pod, view } = this.#frame
    const source = sourceAt(view, 'ConfigMap', pod.metadata.namespace ?? '', name)
    return typeof source?.data?.[key] === 'string'
  }
}
