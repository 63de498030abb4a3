/** Where we are: the front page, the door of a class, or inside. */
export type Route =
  | { at: 'front'; open: boolean }
  | { at: 'join'; code: string }
  | { at: 'class'; id: string; token: string | null }

/** Reads an address. `/j/<CODE>` joins, `/c/<class>` is a class, `#/open` unfolds the form. */
export function routeOf(path: string, hash: string): Route {
  const join = /^\/j\/([A-Za-z0-9]+)\/?$/.exec(path)
  if (join?.[1]) return { at: 'join', code: join[1].toUpperCase() }
  const inside = /^\/c\/([\w-]+)\/?$/.exec(path)
  if (inside?.[1]) {
    const token = /^#seat=(.+)$/.exec(hash)
    return { at: 'class', id: inside[1], token: token?.[1] ?? null }
  }
  return { at: 'front', open: hash === '#/open' }
}

class Router {
  current = $state.raw<Route>({ at: 'front', open: false })

  start() {
    const read = () => (this.current = routeOf(location.pathname, location.hash))
    addEventListener('popstate', read)
    addEventListener('hashchange', read)
    read()
  }

  go(path: string) {
    history.pushState(null, '', path)
    this.current = routeOf(location.pathname, location.hash)
    scrollTo(0, 0)
  }
}

export const router = new Router()
