import type { ArithmeticExpression, Command, Redirection, TestExpression, Word } from 'unbash'

/** Where a jump leads is the number of an instruction. */
export type Instruction = { line: number; guarded?: true } & (
  | { op: 'run'; command: Command }
  | { op: 'jump'; to: number }
  /** Jumps when the last status was success, or was none. */
  | { op: 'branch'; on: 'success' | 'failure'; to: number }
  | { op: 'status'; set: number | 'negated' }
  | { op: 'arithmetic'; expression: ArithmeticExpression | undefined; body: string }
  /** A step of `for ((…))`: an empty expression is true. */
  | { op: 'compute'; expression: ArithmeticExpression | undefined }
  | { op: 'condition'; expression: TestExpression }
  | { op: 'streams'; redirects: readonly Redirection[]; failed: number }
  | { op: 'restore' }
  | { op: 'loop'; end: number; next: number }
  | { op: 'list'; name: string; words: readonly Word[] | undefined; end: number; next: number }
  | { op: 'item'; end: number }
  /** The end of a loop's body: its status is the loop's, whatever its condition then says. */
  | { op: 'again'; to: number }
  | { op: 'leave' }
  | {
      op: 'case'
      word: Word
      items: readonly { patterns: readonly Word[]; to: number }[]
      end: number
    }
  | { op: 'define'; name: string; from: number; to: number }
  | { op: 'subshell'; from: number; to: number }
  | { op: 'background'; from: number; to: number; words: string }
  | {
      op: 'pipeline'
      parts: readonly { from: number; to: number }[]
      both: readonly boolean[]
      to: number
    }
  | { op: 'complain'; text: string; status: number }
)

/** A script as it is run. */
export interface Program {
  code: readonly Instruction[]
  /** Why it cannot be run as a whole; `isOpen`: more lines may mend it. */
  error?: { message: string; line: number; near: string; isOpen: boolean }
}
