/**
 * Says no to a socket so that a browser hears why: a failed upgrade carries no reason, a closed
 * socket does. Codes 4000–4499 mean: do not try again.
 */
export function refusedSocket(code: number, why: string): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  server.close(code, why)
  const headers = { 'sec-websocket-protocol': 'flotilla.v1' }
  return new Response(null, { status: 101, webSocket: client, headers })
}
