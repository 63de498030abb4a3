import type { ApiError, Seat } from '../../../shared/protocol/http.ts'
import { compareClocks } from './wall.svelte.ts'

/** An answer that is no success: a word for programs, a sentence for people, the HTTP status. */
export class ServerError extends Error {
  word: string
  status: number

  constructor(word: string, message: string, status: number) {
    super(message)
    this.word = word
    this.status = status
  }
}

async function ask(method: string, path: string, body?: unknown, token?: string) {
  const headers: Record<string, string> = {}
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (token) headers.authorization = `Bearer ${token}`
  const init: RequestInit = { method, headers }
  if (body !== undefined) init.body = JSON.stringify(body)
  const response = await fetch(path, init).catch(() => {
    throw new ServerError('offline', '', 0)
  })
  compareClocks(response.headers.get('date'))
  if (response.ok) return response
  const answer: unknown = await response.json().catch(() => null)
  const { error = 'unknown', message = '' } = (answer ?? {}) as Partial<ApiError>
  throw new ServerError(error, message, response.status)
}

export interface ClassWish {
  title: string
  name: string
  layout: 'shared' | 'teams' | 'solo'
  nodes: number
  lobby: boolean
}

export const openClass = async (wish: ClassWish): Promise<Seat> =>
  (await ask('POST', '/api/classes', wish)).json()

export const joinClass = async (code: string, name: string): Promise<Seat> =>
  (await ask('POST', '/api/join', { code, name })).json()

export const setSpeed = (cluster: string, speed: number, token: string) =>
  ask('POST', `/api/clusters/${cluster}/clock`, { speed }, token)

/** GET of any JSON of `/api`, as a seat. */
export const getJson = async <T>(path: string, token: string): Promise<T> =>
  (await ask('GET', path, undefined, token)).json()

/** GET of a file of `/api`, as a seat. */
export const getText = async (path: string, token: string): Promise<string> =>
  (await ask('GET', path, undefined, token)).text()
