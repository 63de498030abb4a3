import { send } from './apply-plan.ts'
import { handle, type Api } from './api/handle.ts'
import { refused } from './api/call.ts'
import { refuse } from './api/status.ts'
import type { ClusterParts } from './freeze.ts'
import type { Doing, Input, PodName, Reply } from './input.ts'
import type { Json } from './json.ts'
import type { Pod } from './kinds/pod/schema.ts'
import { INBOX, type Message, type Opened } from './programs/session.ts'

/** Who looks at a pod's messages. */
const KUBELET = 'kubelet'

/** What an input works on. */
export type InputFrame = Pick<ClusterParts, 'store' | 'notes' | 'agenda'> & { api: Api }

/**
 * Does what an input says. What it leads to in a container follows at the same instant, when the
 * kubelet looks at its messages.
 */
export function takeInput(frame: InputFrame, { actor, do: what }: Input): Reply {
  switch (what.type) {
    case 'advance':
      return { code: 200, body: null }
    case 'request':
      return handle(frame.api, what.request, actor)
    case 'session':
      return tell(frame, what.pod, what.message)
    case 'connect': {
      const reply = handle(frame.api, { ...what.request, upgrade: true }, actor)
      if (reply.code === 101) open(frame, what, reply.body as unknown as Opened)
      return reply
    }
  }
}

/** A pod hears that it has a session. Forwarded connections say so themselves, one by one. */
function open(
  frame: InputFrame,
  { session }: Extract<Doing, { type: 'connect' }>,
  { mode, pod, container, argv, stdin, tty, refused }: Opened,
): void {
  if (mode === 'portforward' || refused !== undefined) return
  const message: Message = { type: 'open', session, container, mode, argv, stdin, tty }
  tell(frame, pod, message as unknown as Json)
}

/** 404 when the pod is gone, also when another one has its name. */
function tell(frame: InputFrame, { namespace, name, uid }: PodName, message: Json): Reply {
  const pod = frame.api.view.get<Pod>('Pod', namespace, name)
  if (pod?.metadata.uid !== uid) {
    return refused(refuse.notFound({ group: '', resource: 'pods', name }))
  }
  send(frame, { to: pod, name: INBOX, message, visit: KUBELET })
  return { code: 200, body: null }
}
