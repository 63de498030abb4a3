import type { Bytes } from '../../bytes.ts'
import type { Process } from '../../command.ts'

/** The last part of a path, as `basename` prints it. */
export function basename(path: Bytes): Bytes {
  const bare = path.replace(/\/+$/, '')
  return bare === '' && path !== '' ? '/' : bare.slice(bare.lastIndexOf('/') + 1)
}

/** All but the last part of a path, as `dirname` prints it. */
export function dirname(path: Bytes): Bytes {
  const bare = path.replace(/\/+$/, '')
  const cut = bare.lastIndexOf('/')
  if (cut < 0) return path.startsWith('/') ? '/' : '.'
  return bare.slice(0, cut).replace(/\/+$/, '') || '/'
}

/** A name in a directory. */
export function join(directory: Bytes, name: Bytes): Bytes {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`
}

/** An absolute path without `.`, `..` and doubled slashes; links are not looked at. */
export function normal(path: Bytes): Bytes {
  const parts: Bytes[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** A path as the process means it, absolute and normal. */
export function absolute(process: Process, path: Bytes): Bytes {
  return normal(path.startsWith('/') ? path : `${process.cwd}/${path}`)
}
