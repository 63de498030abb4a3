import type { Json } from '../../../json.ts'
import type { Millis } from '../../../time.ts'
import type { HttpRequest } from '../../net.ts'
import type { Answer, Served } from '../../server.ts'
import { form, reply, target } from '../http.ts'
import { httpError } from '../go.ts'
import { numberOf, type Sub } from './sub.ts'

/** What was asked of it, until when. */
type Load = { what: 'cpu' | 'mem'; amount: number; until: Millis }

const loads = (state: Json | undefined): Load[] => (state as Load[] | undefined) ?? []
const MB = 1024 * 1024

/** Uses CPU and memory as it is told. Source: test/images/agnhost/resource-consumer. */
export const consumer: Sub = {
  name: 'resource-consumer',
  flags: { port: '8080' },
  server: (flags) => ({
    ports: () => [numberOf(flags, 'port')],
    answer: (request, _, served) => consume(request, served),
    usage: consumed,
  }),
}

/** What it uses by now. */
export function consumed({ state, now }: Served): { milliCpu: number; memoryBytes: number } {
  const use = { milliCpu: 1, memoryBytes: 6 * MB }
  for (const { what, amount, until } of loads(state)) {
    if (until <= now) continue
    if (what === 'cpu') use.milliCpu += amount
    else use.memoryBytes += amount * MB
  }
  return use
}

/** Takes an order. */
export function consume(request: HttpRequest, served: Served): Answer {
  const { path, query } = target(request)
  if (path === '/metrics') return { response: reply(200, '') }
  if (request.method !== 'POST')
    return { response: httpError(400, 'Bad request. Not a POST request') }
  const fields = { ...query, ...form(request.body) }
  if (path === '/GetCurrentStatus') {
    return { response: reply(200, 'Warning: not implemented!\nGetCurrentStatus') }
  }
  if (path !== '/ConsumeCPU' && path !== '/ConsumeMem') {
    return { response: httpError(404, `unknown function: ${path}`) }
  }
  const name = path === '/ConsumeCPU' ? 'millicores' : 'megabytes'
  const [amount, seconds] = [fields[name] ?? '', fields.durationSec ?? '']
  if (amount === '' || seconds === '') {
    return { response: httpError(400, 'not given function argument') }
  }
  if (!/^\d+$/.test(amount) || !/^\d+$/.test(seconds)) {
    return { response: httpError(400, 'incorrect function argument') }
  }
  const load: Load = {
    what: path === '/ConsumeCPU' ? 'cpu' : 'mem',
    amount: Number(amount),
    until: served.now + Number(seconds) * 1000,
  }
  const left = loads(served.state).filter(({ until }) => until > served.now)
  const body = `${path.slice(1)}\n${amount} ${name}\n${seconds} durationSec\n`
  return { response: reply(200, body), state: [...left, load] as unknown as Json }
}
