import * as v from 'valibot'
import { Name, type Role } from './class.ts'

/** Bodies of the worker's HTTP API (`/api/…`), checked on the server, typed on both sides. */

/** POST /api/classes: opens a class. */
export const OpenClass = v.object({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  name: Name,
  layout: v.picklist(['shared', 'teams', 'solo']),
  nodes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 3),
  lobby: v.optional(v.boolean(), false),
})

/** POST /api/join: takes a seat, or the same seat again when `token` is still good. */
export const Join = v.object({
  code: v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(/^[A-Z2-9]{6}$/)),
  name: Name,
  token: v.optional(v.string()),
})

/** POST /api/clusters/<id>/clock (teachers): virtual milliseconds per real one; 0 pauses. */
export const SetClock = v.object({
  speed: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
})

/** POST /api/clusters (only where the operator set STANDALONE): one cluster without a class. */
export const StandaloneCluster = v.object({
  nodes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)), 3),
  speed: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1000)), 1),
  seed: v.optional(v.union([v.pipe(v.string(), v.maxLength(64)), v.number()])),
})

/** What opening and joining answer. */
export interface Seat {
  classId: string
  code: string
  seat: number
  role: Role
  /** Signed; scoped to this seat; goes into sockets, kubeconfig and the rejoin link. */
  token: string
}

/** Every error of `/api`: a sentence for people, a word for programs. */
export interface ApiError {
  error: string
  message: string
}
