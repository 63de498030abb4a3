import type { Env } from './env.ts'
import type { Right } from './tokens.ts'

/** What every route finds in its context. */
export interface App {
  Bindings: Env
  Variables: {
    /** Whose request this is: set by the `seat` middleware. */
    right: Right
  }
}
