import type { BoardRow, ClassInfo, Run } from '../shared/protocol/class.ts'
import type { Env } from './env.ts'
import type { Right } from './tokens.ts'

/** What every route finds in its context. */
export interface App {
  Bindings: Env
  Variables: {
    /** Whose request this is: set by the `seat` and `classSeat` middleware. */
    right: Right
    /** The class as its seat may know it: set by `classSeat`. */
    class: { info: ClassInfo; runs: Run[]; board: BoardRow[] }
  }
}
