import { refuse, failure, type Status } from '../../api/status.ts'
import type { Reply } from '../../input.ts'
import type { Json } from '../../json.ts'
import type { Opened } from '../../programs/session.ts'
import type { Asked } from '../define-kind.ts'
import { unreachable } from './backend.ts'
import { chooseContainer } from './choose-container.ts'
import { isRunning } from './container-state.ts'
import type { Pod } from './schema.ts'

/** Clients before 1.30 speak SPDY, whose upgrade does not get through to us. */
const TOO_OLD =
  'Upgrade request required: only WebSockets are understood here; ' +
  'use kubectl 1.30 or newer (port-forward: 1.31 or newer)'

/**
 * `pods/exec`: a command beside the container's own. Parameters: command (many), container, stdin,
 * stdout, stderr, tty. Upstream: PodExecOptions; pkg/registry/core/pod/strategy.go ExecLocation.
 */
export function exec(pod: Pod, asked: Asked): Reply {
  return openSession(pod, asked, 'exec', asked.param('command'))
}

/** `pods/attach`: what the container's first process says and hears, from now on. */
export function attach(pod: Pod, asked: Asked): Reply {
  return openSession(pod, asked, 'attach', [])
}

/** `pods/portforward`: connections to ports of the pod, made later, one by one. */
export function portforward(pod: Pod, asked: Asked): Reply {
  if (!pod.spec.nodeName) return no(hasNoHost(pod))
  const streams = { stdin: false, stdout: false, stderr: false, tty: false }
  return answer(pod, asked, { mode: 'portforward', container: '', argv: [], ...streams })
}

function openSession(
  pod: Pod,
  asked: Asked,
  mode: 'exec' | 'attach',
  argv: readonly string[],
): Reply {
  const container = chooseContainer(pod, asked.param('container')[0] ?? '')
  if (typeof container !== 'string') return no(container)
  if (!pod.spec.nodeName) return no(hasNoHost(pod))
  const is = (name: string, otherwise: boolean): boolean => flag(asked.param(name)[0], otherwise)
  const tty = is('tty', false)
  const streams = {
    stdin: is('stdin', false),
    stdout: is('stdout', true),
    // A terminal has one way out. Source: pkg/kubelet/server/remotecommand NewOptions.
    stderr: is('stderr', true) && !tty,
  }
  if (!streams.stdin && !streams.stdout && !streams.stderr) {
    return no(refuse.badRequest('you must specify at least 1 of stdin, stdout, stderr'))
  }
  if (mode === 'exec' && argv.length === 0) {
    return no(refuse.badRequest('you must specify at least one command for the container'))
  }
  return answer(pod, asked, { mode, container, argv, ...streams, tty })
}

/** The last of the checks: whether the kubelet can be reached, and the container runs. */
function answer(pod: Pod, asked: Asked, wanted: Omit<Opened, 'pod' | 'refused'>): Reply {
  const { view, upgrade } = asked
  const lost = unreachable(pod, view)
  if (lost) return no(lost)
  if (!upgrade) return no(failure(400, 'BadRequest', TOO_OLD))
  const { name, namespace = '', uid } = pod.metadata
  const opened: Opened = { ...wanted, pod: { namespace, name, uid } }
  const why = problem(pod, wanted)
  if (why) opened.refused = `unable to upgrade connection: ${why}`
  return { code: 101, body: opened as unknown as Json }
}

/** Source: pkg/kubelet/kubelet_pods.go GetExec, GetAttach. */
function problem(
  pod: Pod,
  { container, mode }: Pick<Opened, 'container' | 'mode'>,
): string | undefined {
  if (container === '') return pod.status.phase === 'Running' ? undefined : 'pod does not run'
  if (isRunning(pod, container)) return undefined
  if (mode === 'exec') return `container not found ("${container}")`
  const { name, namespace } = pod.metadata
  return `container ${container} not found in pod ${name}_${namespace}`
}

function flag(value: string | undefined, otherwise: boolean): boolean {
  if (value === undefined) return otherwise
  return value !== '0' && value.toLowerCase() !== 'false'
}

function hasNoHost({ metadata }: Pod): Status {
  return refuse.badRequest(`pod ${metadata.name} does not have a host assigned`)
}

function no(status: Status): Reply {
  return { code: status.code, body: status as unknown as Json }
}
