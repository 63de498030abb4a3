/**
 * What a patch leads to, or why it cannot be applied. `code` is that of the answer; `kubectl` shows
 * the message. Source: apiserver endpoints/handlers/patch.go, util/mergepatch errors.go.
 */
export type Patched = { object: Record<string, unknown> } | { code: number; message: string }

/** Thrown inside a patch, caught at its door. */
export class PatchError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** What the API server says of a JSON patch that does not fit, whatever the reason. */
export const UNPROCESSABLE = 'the server rejected our request due to an error in our request'

/** Runs a patch and turns its refusal into a value. */
export function patching(apply: () => unknown): Patched {
  try {
    return { object: apply() as Record<string, unknown> }
  } catch (error) {
    if (error instanceof PatchError) return { code: error.code, message: error.message }
    throw error
  }
}

/** A field that the object has itself: `__proto__` in a patch is a name like any other. */
export function ownField(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** Sets a field, whatever its name. */
export function setField(object: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  })
}
