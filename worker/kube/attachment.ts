import type { Opened, PodName } from '../../shared/engine/index.ts'
import type { Right } from '../tokens.ts'

/** What must outlive this object stands in a socket's attachment: how far its client has read. */
export interface Attachment extends Right {
  session: {
    id: string
    pod: PodName
    mode: Opened['mode']
    stdout: boolean
    stderr: boolean
    out: number
    err: number
    /** The pod has begun with it. */
    begun?: true
    /** The client was told how it ended. */
    over?: true
  }
}

/** What a session's socket carries. */
export function attachmentOf(socket: WebSocket): Attachment {
  return socket.deserializeAttachment() as Attachment
}
