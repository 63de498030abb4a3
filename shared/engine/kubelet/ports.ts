import { findImage } from '../images/find.ts'
import { parseReference } from '../images/reference.ts'
import type { Command } from '../programs/command.ts'
import { commands } from '../programs/commands/index.ts'
import { servers } from '../programs/servers/index.ts'
import { shells } from '../programs/shell/index.ts'
import type { Visit } from '../runtime/contract.ts'
import type { Ports } from '../runtime/ports.ts'
import { environmentOf, openFiles } from '../volumes/index.ts'

const all = new Map([
  ...commands,
  ...servers,
  ...shells.map((shell): [string, Command] => [shell.name, shell]),
])
const BARE = { env: {}, user: { name: 'root', uid: 0 } }

/** Where the runtime of a node gets images, files and variables from, and its network. */
export function portsWith(visit: Visit, net: Ports['net']): Ports {
  const { pod, node, view, plan } = visit
  const frame = {
    pod,
    node,
    view,
    get podIP() {
      return visit.podIP
    },
  }
  const files = openFiles(frame)
  const hosted = (name: string) => visit.containers.find((one) => one.name === name)
  // Asked many times in one visit, and always the same.
  const config = once((name: string) => {
    const reference = parseReference(hosted(name)?.image ?? '')
    const found = reference && findImage(view, reference)
    return typeof found === 'object' ? found.config : undefined
  })
  const environments = once((name: string) =>
    once((startedAt: number) => {
      const made = environmentOf(frame, hosted(name)!.spec, config(name) ?? BARE, startedAt)
      return 'problem' in made ? { env: {}, isPinned: false } : made
    }),
  )
  const environment = (name: string, startedAt: number) => environments(name)(startedAt)
  return {
    config,
    environment,
    files(name) {
      const { spec, run, startedAt } = hosted(name)!
      const { env } = environment(name, startedAt ?? view.now)
      return files.of({ spec, run, startedAt, config: config(name)!, env })
    },
    begin(name) {
      const { spec, run } = hosted(name)!
      const { env } = environment(name, view.now)
      if (!config(name)) return undefined
      return files.begin({ spec, run, startedAt: view.now, config: config(name)!, env })
    },
    saveFiles: () => files.save(plan),
    net,
    commands: all,
  }
}

/** The same answer for the same question, thought of once. */
function once<Q = string, A = unknown>(think: (question: Q) => A): (question: Q) => A {
  const known = new Map<Q, A>()
  return (question) => {
    if (!known.has(question)) known.set(question, think(question))
    return known.get(question) as A
  }
}
