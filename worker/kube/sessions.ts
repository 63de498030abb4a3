import {
  sessionNote,
  type Actor,
  type ApiRequest,
  type Cluster,
  type KubeObject,
  type Message,
  type Opened,
  type PodName,
  type Reply,
  type SessionNote,
} from '../../shared/engine/index.ts'
import type { Facts } from '../db/facts.ts'
import type { Right } from '../tokens.ts'
import { octetsOf } from './byte-string.ts'
import { attachmentOf, type Attachment } from './attachment.ts'
import {
  messagesOf,
  protocolOf,
  readMessage,
  statusMessage,
  STDERR,
  STDOUT,
  type Ending,
} from './channels.ts'
import { replyResponse } from './reply.ts'
import { statusReply } from './status.ts'
import { connectionSession, Tunnels } from './tunnels.ts'
import { actorOf } from './who.ts'

/** Sockets of sessions among those of the room. */
const TAG = 'session'
/** So many may be open in one room, and for one seat. */
const MOST_SESSIONS = 300
const MOST_PER_SEAT = 30
/** kubectl sends 32 KiB at once. */
const LONGEST_MESSAGE = 1024 * 1024
/** Of what was passed on already this much may stay in the cluster. */
const MOST_KEPT = 64 * 1024

/** How sessions reach the cluster. */
export interface SessionKeeper {
  readonly cluster: Cluster
  connect(actor: Actor, request: ApiRequest): { reply: Reply; session: string }
  say(actor: Actor, pod: PodName, message: Message): void
}

/**
 * Sessions with pods: exec, attach and port-forward over hibernatable WebSockets. Everything that a
 * client says is an input of the cluster; everything that it hears is read from a note of its pod,
 * so a room that was evicted in the middle goes on where it was.
 */
export class Sessions {
  #ctx: DurableObjectState
  #keeper: SessionKeeper
  #tunnels: Tunnels
  #mayAct: (right: Right) => boolean
  /** Said as soon as no step is under way. */
  #later: (() => void)[] = []
  /** Sessions of which `taken` will be said. */
  readonly #taking = new Set<string>()

  constructor(
    ctx: DurableObjectState,
    keeper: SessionKeeper,
    facts: Facts,
    mayAct: (right: Right) => boolean,
  ) {
    this.#ctx = ctx
    this.#keeper = keeper
    this.#tunnels = new Tunnels(facts)
    this.#mayAct = mayAct
  }

  get count(): number {
    return this.#sockets.length
  }

  /** Is it one of ours? A socket that is closed has no tags any more. */
  owns(socket: WebSocket): boolean {
    return 'session' in (socket.deserializeAttachment() as object)
  }

  /** Opens a session: 101, or why not. */
  open(asked: ApiRequest, right: Right, offered: string): Response {
    const isTunnel = asked.path.endsWith('/portforward')
    const protocol = protocolOf(offered, isTunnel)
    if (!protocol) {
      const why = `unable to upgrade: unable to negotiate protocol: client supports [${offered}]`
      return statusReply('BadRequest', why)
    }
    const all = this.#sockets.map(attachmentOf)
    const own = all.filter(({ cls, seat }) => cls === right.cls && seat === right.seat)
    if (all.length >= MOST_SESSIONS || own.length >= MOST_PER_SEAT) {
      const why = 'too many sessions with pods are open: please close some first'
      return statusReply('TooManyRequests', why, { retryAfterSeconds: 10 })
    }
    const { reply, session: id } = this.#keeper.connect(actorOf(right), asked)
    if (reply.code !== 101) return replyResponse(reply)
    return this.#accept(id, reply.body as unknown as Opened, right, protocol)
  }

  #accept(id: string, opened: Opened, right: Right, protocol: string): Response {
    const { pod, mode, stdout, stderr, refused } = opened
    const { 0: client, 1: server } = new WebSocketPair()
    this.#ctx.acceptWebSocket(server, [TAG])
    const session = { id, pod, mode, stdout, stderr, out: 0, err: 0 }
    const attachment: Attachment = { ...right, session }
    server.serializeAttachment(attachment)
    if (mode === 'portforward') this.#tunnels.begin(id)
    else send(server, [Uint8Array.of(STDOUT)]) // says that the connection stands, as upstream's do
    if (refused !== undefined) this.#end(server, attachment, { message: refused })
    else this.#pass(server, this.#keeper.cluster)
    const headers = { 'sec-websocket-protocol': protocol }
    return new Response(null, { status: 101, webSocket: client, headers })
  }

  /** Hears a client. */
  hear(socket: WebSocket, message: string | ArrayBuffer): void {
    const attachment = attachmentOf(socket)
    if (attachment.session.over) return
    const octets =
      typeof message === 'string' ? new TextEncoder().encode(message) : new Uint8Array(message)
    if (!this.#mayAct(attachment)) {
      const why = 'you may not change this cluster now: you may look'
      return this.#end(socket, attachment, { message: why, reason: 'Forbidden', status: 403 })
    }
    if (octets.length > LONGEST_MESSAGE) {
      const why = `a message of ${octets.length} bytes is too long`
      return this.#end(socket, attachment, { message: why, reason: 'BadRequest', status: 400 })
    }
    if (attachment.session.mode === 'portforward') this.#hearTunnel(socket, attachment, octets)
    else this.#hearProcess(attachment, octets)
  }

  #hearProcess(attachment: Attachment, octets: Uint8Array): void {
    const { id: session } = attachment.session
    const said = readMessage(octets)
    if (said.what === 'input') {
      this.#say(attachment, { type: 'input', session, bytes: said.bytes })
    } else if (said.what === 'end') {
      this.#say(attachment, { type: 'input', session, bytes: '', ends: true })
    } else if (said.what === 'resize') {
      const { width, height } = said
      this.#say(attachment, { type: 'resize', session, width, height })
    }
  }

  #hearTunnel(socket: WebSocket, attachment: Attachment, octets: Uint8Array): void {
    const { id } = attachment.session
    const { forward, closed, send: frames, problem } = this.#tunnels.hear(id, octets)
    send(socket, frames)
    for (const connection of closed) {
      this.#say(attachment, { type: 'close', session: connectionSession(id, connection) })
    }
    for (const { connection, port, bytes, ends } of forward) {
      const session = connectionSession(id, connection)
      const message: Message = { type: 'forward', session, port, bytes }
      this.#say(attachment, ends ? { ...message, ends } : message)
    }
    if (problem) this.#end(socket, attachment, { message: problem })
  }

  /** A client has gone: its pod hears of it, and nothing is kept. */
  closed(socket: WebSocket): void {
    socket.close()
    const attachment = attachmentOf(socket)
    const { id, mode, over } = attachment.session
    if (mode !== 'portforward') {
      if (!over) this.#say(attachment, { type: 'close', session: id })
      return
    }
    for (const session of this.#tunnels.end(id)) {
      this.#say(attachment, { type: 'close', session })
    }
  }

  /** After a step, also one that is replayed: passes on what pods have said. */
  told(cluster: Cluster): void {
    for (const socket of this.#sockets) this.#pass(socket, cluster)
  }

  /** Says what could not be said while a step was under way. */
  settle(): void {
    for (let work = this.#later.shift(); work; work = this.#later.shift()) work()
  }

  get #sockets(): WebSocket[] {
    return this.#ctx.getWebSockets(TAG)
  }

  #say(attachment: Attachment, message: Message): void {
    this.#keeper.say(actorOf(attachment), attachment.session.pod, message)
  }

  #pass(socket: WebSocket, cluster: Cluster): void {
    const attachment = attachmentOf(socket)
    const { id, pod, mode, over } = attachment.session
    // A replay comes by states in which the session was not open yet: ids are numbers of inputs.
    if (over || cluster.seq < Number(id)) return
    const found = cluster.view.get('Pod', pod.namespace, pod.name)
    const object = found?.metadata.uid === pod.uid ? found : undefined
    if (mode === 'portforward') this.#passTunnel(socket, attachment, cluster, object)
    else this.#passProcess(socket, attachment, cluster, object)
  }

  #passProcess(
    socket: WebSocket,
    attachment: Attachment,
    cluster: Cluster,
    pod: KubeObject | undefined,
  ): void {
    const { session } = attachment
    const { id, mode, stdout, stderr } = session
    const note = pod && noteOf(cluster, pod, id)
    if (!note) {
      // It was there and is not any more: its container was killed.
      const killed: Ending = { code: mode === 'exec' ? 137 : 0 }
      if (!pod || session.begun) this.#end(socket, attachment, killed)
      return
    }
    const { outBase, out, errBase, err, ended } = note
    const before = session.out + session.err
    if (stdout) send(socket, messagesOf(STDOUT, fresh(out, session.out - outBase)))
    if (stderr) send(socket, messagesOf(STDERR, fresh(err, session.err - errBase)))
    session.out = Math.max(session.out, outBase + out.length)
    session.err = Math.max(session.err, errBase + err.length)
    const isNew = !session.begun || session.out + session.err !== before
    session.begun = true
    if (isNew) socket.serializeAttachment(attachment)
    if (ended) this.#end(socket, attachment, ended)
    else if (out.length + err.length > MOST_KEPT) this.#hasTaken(attachment)
  }

  #passTunnel(
    socket: WebSocket,
    attachment: Attachment,
    cluster: Cluster,
    pod: KubeObject | undefined,
  ): void {
    const { id, pod: name } = attachment.session
    const noteFor = pod && ((session: string) => noteOf(cluster, pod, session))
    const { send: frames, over } = this.#tunnels.pass(id, name.uid, noteFor)
    send(socket, frames)
    for (const session of over) {
      this.#later.push(() => this.#say(attachment, { type: 'close', session }))
    }
    if (!pod) this.#end(socket, attachment, { code: 0 })
  }

  /**
   * What was passed on need not be kept in the cluster any longer. Said once: the steps on the way
   * there come by here again.
   */
  #hasTaken(attachment: Attachment): void {
    const { id: session, out, err } = attachment.session
    if (this.#taking.has(session)) return
    this.#taking.add(session)
    this.#later.push(() => {
      this.#taking.delete(session)
      this.#say(attachment, { type: 'taken', session, out, err })
    })
  }

  /** The client hears how it ended; the pod, that nobody listens any more. */
  #end(socket: WebSocket, attachment: Attachment, ending: Ending): void {
    const { session } = attachment
    const { id, mode } = session
    session.over = true
    socket.serializeAttachment(attachment)
    send(socket, [mode === 'portforward' ? this.#tunnels.farewell(id) : statusMessage(ending)])
    socket.close(1000)
    this.#later.push(() => this.#say(attachment, { type: 'close', session: id }))
  }
}

function noteOf({ view }: Cluster, pod: KubeObject, session: string): SessionNote | undefined {
  // A note is JSON whose fields an interface names.
  return view.noteOf(pod, sessionNote(session)) as unknown as SessionNote | undefined
}

const fresh = (bytes: string, from: number): Uint8Array => octetsOf(bytes.slice(Math.max(0, from)))

function send(socket: WebSocket, messages: readonly Uint8Array[]): void {
  try {
    for (const message of messages) socket.send(message)
  } catch {
    // It is closing; its close event follows.
  }
}
