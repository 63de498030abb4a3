import type { Json } from '../../json.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'
import type { ContainerStatus, Pod } from '../../kinds/pod/schema.ts'
import { telemetry } from '../../metrics/telemetry.ts'
import { toText } from '../../programs/bytes.ts'
import { sessionNote, type Message, type SessionNote } from '../../programs/session.ts'

type Spec = Record<string, unknown>

/** A container that runs a script of BusyBox's shell. */
export function sh(name: string, script: string, more: Spec = {}): Spec {
  return { name, image: 'busybox:1.36', command: ['sh', '-c', script], ...more }
}

/** A lab in which commands are run in pods and logs are read. */
export class Pods extends Lab {
  #sessions = 0

  /** Creates a pod of the containers given. */
  make(name: string, spec: Spec): Pod {
    return this.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default', labels: { app: name } },
      spec,
    })
  }

  /** A Service for the pods of its name. */
  service(name: string, port = 80, targetPort = port): void {
    const spec = { selector: { app: name }, ports: [{ port, targetPort }] }
    this.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'default' },
      spec,
    })
  }

  status(name: string, container: string): ContainerStatus {
    const { containerStatuses = [], initContainerStatuses = [] } = this.get(name).status
    const all = [...initContainerStatuses, ...containerStatuses]
    const found = all.find((one) => one.name === container)
    if (!found) throw new Error(`${name} has no container ${container}`)
    return found
  }

  /** Lets seconds pass until a container runs for the first time. */
  untilRuns(name: string, container: string): void {
    this.until(() => {
      const { containerStatuses = [], initContainerStatuses = [] } = this.get(name).status
      const all = [...initContainerStatuses, ...containerStatuses]
      return all.some((one) => one.name === container && one.state.running !== undefined)
    })
  }

  /** What a container's current run has written. */
  log(name: string, container: string): string[] {
    const { restartCount } = this.status(name, container)
    const run = telemetry.log(this.get(name), container, restartCount, this.cluster.view)
    return (run?.lines ?? []).map(([, bytes]) => toText(bytes))
  }

  /** Runs a command in a container and gives what it wrote and its code. */
  exec(
    name: string,
    container: string,
    argv: readonly string[],
    seconds = 1,
  ): { out: string; err: string; code: number | undefined } {
    this.#sessions += 1
    const session = `lab-${this.#sessions}`
    const open: Message = {
      type: 'open',
      session,
      container,
      mode: 'exec',
      argv,
      stdin: false,
      tty: false,
    }
    this.#send(name, open)
    this.run(seconds)
    const note = this.cluster.view.noteOf<SessionNote & Json>(this.get(name), sessionNote(session))
    if (!note) throw new Error(`nothing came of ${argv.join(' ')} in ${name}`)
    const { ended } = note
    const code = ended && 'code' in ended ? ended.code : undefined
    return { out: toText(note.out), err: toText(note.err), code }
  }

  #send(name: string, message: Message): void {
    const { metadata } = this.get(name)
    const pod = { name, namespace: metadata.namespace ?? '', uid: metadata.uid }
    this.cluster.step({
      seq: this.cluster.seq + 1,
      at: this.cluster.now,
      actor: { user: 'lab', groups: ['system:masters'] },
      do: { type: 'session', pod, message: message as unknown as Json },
    })
  }
}
