/** What this device remembers between visits. Every door survives a browser that keeps nothing. */

const PREFIX = 'flotilla.'

const stores = (): Storage[] => {
  try {
    // The window's own memory first: two windows of one browser may sit in two seats.
    return [sessionStorage, localStorage]
  } catch {
    return []
  }
}

export function recall(name: string): string | null {
  for (const store of stores()) {
    const value = store.getItem(PREFIX + name)
    if (value !== null) return value
  }
  return null
}

export function remember(name: string, value: string) {
  for (const store of stores()) {
    try {
      store.setItem(PREFIX + name, value)
    } catch {
      // Full or closed: the visit goes on without memory.
    }
  }
}

export function forget(name: string) {
  for (const store of stores()) store.removeItem(PREFIX + name)
}

/** Names that the device remembers and that begin with `start`, without doubles. */
export function recallNames(start: string): string[] {
  const names = stores().flatMap((store) => Object.keys(store))
  const wanted = names.filter((name) => name.startsWith(PREFIX + start))
  return [...new Set(wanted)].map((name) => name.slice(PREFIX.length))
}
