import { hex16 } from '../luck.ts'
import type { Pod } from '../kinds/pod/schema.ts'

/** The runtime's name for one run of a container: 64 hex digits, as containerd gives them. */
export function containerId(pod: Pod, name: string, run: string): string {
  const identity = `${name}#${run}`
  const parts = ['a', 'b', 'c', 'd'].map((part) => hex16(pod.metadata.uid, identity, part))
  return `containerd://${parts.join('')}`
}
