import type { Json } from '../../json.ts'
import type { Container, Pod } from '../../kinds/pod/schema.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'
import { keyOf, type KubeObject } from '../../object.ts'
import { plan, type Plan } from '../../plan.ts'
import type { Files } from '../../programs/files.ts'
import type { ImageConfig } from '../../programs/image-config.ts'
import type { View } from '../../store/view.ts'
import { openFiles, type PodFiles, type Run } from '../pod-files.ts'

/** An image with a shell and a page. */
export const IMAGE: ImageConfig = {
  entrypoint: [],
  cmd: ['sh'],
  env: { LANG: 'C.UTF-8' },
  workdir: '/',
  user: { name: 'root', uid: 0 },
  files: { '/usr/share/nginx/html/index.html': 'Welcome' },
  commands: ['cat', 'ls', 'sh'],
}

/** A cluster whose pods are given by hand, with the notes that were saved beside its own. */
export class Room {
  readonly lab = new Lab({ nodes: 2 })
  readonly #saved = new Map<string, Json>()

  get view(): View {
    const { view } = this.lab.cluster
    const noteOf = (object: KubeObject, name: string): Json | undefined => {
      const saved = this.#saved.get(`${keyOf(object)}#${object.metadata.uid}|${name}`)
      return saved === undefined ? view.noteOf(object, name) : (saved ?? undefined)
    }
    return new Proxy(view, {
      get(target, name) {
        if (name === 'noteOf') return noteOf
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }

  /** A pod that stands on a node whatever its kubelet thinks of it. */
  pod(name: string, spec: Record<string, unknown>, container: Record<string, unknown> = {}): Pod {
    const pod = this.lab.pod(name, 'busybox:1.36', { nodeName: 'node-1', ...spec }, container)
    this.lab.run(0.5)
    return this.lab.exists(name) ? this.lab.get(name) : pod
  }

  open(pod: Pod): PodFiles {
    const node = this.lab.node(pod.spec.nodeName ?? 'node-1')
    return openFiles({ pod, node, view: this.view, podIP: '10.244.0.9' })
  }

  /** Begins a run of a container and hands its files over. */
  begin(files: PodFiles, run: Run): Files {
    const why = files.begin(run)
    if (why) throw new Error(why.problem)
    return files.of(run)
  }

  /** Saves as the cluster would. */
  save(files: PodFiles): Plan {
    const done = plan()
    files.save(done)
    for (const write of done.writes) {
      if (write.op !== 'note') continue
      const { about, name, note } = write
      this.#saved.set(`${keyOf(about)}#${about.metadata.uid}|${name}`, note)
    }
    return done
  }
}

/** A run of a container of a pod. */
export function runOf(pod: Pod, run = 0, more: Partial<Run> = {}, name?: string): Run {
  const all = [...(pod.spec.initContainers ?? []), ...pod.spec.containers]
  const spec = all.find((one) => !name || one.name === name) as Container
  return { spec, run, startedAt: undefined, config: IMAGE, env: {}, ...more }
}
