/** Paths of trees are relative and normal: '' is the root, `etc/hosts` a file below it. */

/** The names of a path, without empty ones and `.`. */
export function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.')
}

/** The tree path of any path; `..` goes up and stops at the root. */
export function treePath(path: string): string {
  const names: string[] = []
  for (const name of namesOf(path)) {
    if (name === '..') names.pop()
    else names.push(name)
  }
  return names.join('/')
}

/** The directory of a tree path, and its last name. */
export function splitPath(path: string): { home: string; name: string } {
  const slash = path.lastIndexOf('/')
  return { home: slash < 0 ? '' : path.slice(0, slash), name: path.slice(slash + 1) }
}

/** A name within a directory of a tree. */
export function joinPath(home: string, name: string): string {
  if (home === '') return name
  return name === '' ? home : `${home}/${name}`
}

/** Is a tree path the same as a directory or below it? */
export function isWithin(path: string, home: string): boolean {
  return home === '' || path === home || path.startsWith(`${home}/`)
}
