import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout: every path of the commands starts here, wherever they were called from. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where local data live: databases, rooms, the signing secret. `FLOTILLA_STATE` moves it. */
export const STATE = resolve(ROOT, process.env.FLOTILLA_STATE ?? '.flotilla')

/** @param {string[]} parts */
export const inRoot = (...parts) => join(ROOT, ...parts)
