import type { HttpRequest } from '../../net.ts'
import type { Answer, Served } from '../../server.ts'
import { reply, target } from '../http.ts'
import { goLog, httpError } from '../go.ts'
import { numberOf, type Flags, type Sub } from './sub.ts'

type Store = Record<string, string>
type Query = Readonly<Record<string, string>>

const memory = ({ state }: Served): { store: Store; replicas: string[] } =>
  (state as { store: Store; replicas: string[] } | undefined) ?? { store: {}, replicas: [] }

/**
 * Keeps words and hands them on to its replicas. A replica asks its primary for each answer instead
 * of keeping a copy. Source: test/images/agnhost/guestbook.
 */
export const guestbook: Sub = {
  name: 'guestbook',
  flags: { 'http-port': '80', 'backend-port': '6379', replicaof: '' },
  server: (flags) => ({
    ports: () => [numberOf(flags, 'http-port')],
    answer: (request, _, served) => answer(request, served, flags),
  }),
}

function answer(request: HttpRequest, served: Served, flags: Flags): Answer {
  const { path, query } = target(request)
  const line = (text: string) => [goLog(served.now, text)]
  const { key = '', value = '' } = query
  if (path === '/get') return { ...get(query, served, flags), log: line(`GET /get?key=${key}`) }
  if (path === '/set') {
    return { ...set(query, served), log: line(`GET /set?key=${key}&value=${value}`) }
  }
  if (path === '/register') {
    const { store, replicas } = memory(served)
    const host = query.host ?? ''
    return {
      response: reply(200, JSON.stringify({ data: store })),
      state: { store, replicas: [...replicas, host] },
      log: [...line(`GET /register?host=${host}`), ...line(`Node '${host}' registered.`)],
    }
  }
  if (path === '/guestbook') {
    const log = line(`GET /guestbook?cmd=${query.cmd ?? ''}&key=${key}&value=${value}`)
    return { ...front(query, served, flags), log }
  }
  return { response: httpError(404, '404 page not found') }
}

function get({ key = '' }: Query, served: Served, flags: Flags): Answer {
  if (flags.replicaof) return ask(served, flags.replicaof, flags, `/get?key=${key}`)
  const { store } = memory(served)
  const data = key === '' ? store : (store[key] ?? '')
  return { response: reply(200, JSON.stringify({ data })) }
}

function set({ key = '', value = '' }: Query, served: Served): Answer {
  if (key === '') return { response: httpError(400, 'cannot set with empty key.') }
  const { store, replicas } = memory(served)
  return {
    response: reply(200, JSON.stringify({ message: 'Updated' })),
    state: { store: { ...store, [key]: value }, replicas },
  }
}

/** The page's own server: reads from replicas, writes to the primary. */
function front({ cmd = '', key = '', value = '' }: Query, served: Served, flags: Flags): Answer {
  const word = cmd.toLowerCase()
  if (word !== 'get' && word !== 'set') {
    return { response: httpError(400, `unsupported cmd: '${word}'`) }
  }
  if (word === 'set' && key === '') {
    return { response: httpError(400, 'cannot set with empty key.') }
  }
  const host = word === 'get' ? 'agnhost-replica' : 'agnhost-primary'
  return ask(served, host, flags, `/${word}?key=${key}&value=${value}`)
}

function ask(served: Served, host: string, flags: Flags, path: string): Answer {
  const exchange = served.net?.http({
    method: 'GET',
    scheme: 'http',
    host,
    port: numberOf(flags, 'backend-port'),
    path,
    headers: { host, 'user-agent': 'Go-http-client/1.1' },
    body: '',
  })
  if (exchange && 'response' in exchange) {
    return { response: reply(200, exchange.response.body), tookMs: exchange.tookMs + 1 }
  }
  const why = exchange?.failure ?? 'no route'
  return { response: httpError(417, `encountered error: ${why}`) }
}
