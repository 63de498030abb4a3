// Runs the one bench file that is named: a fresh heap and a fresh compiler for each.
import { pathToFileURL } from 'node:url'

/** @type {{ name: string, run: () => Promise<Record<string, number>> | Record<string, number> }} */
const bench = await import(pathToFileURL(process.argv[2] ?? '').href)
globalThis.gc?.()
console.log(JSON.stringify({ name: bench.name, ...(await bench.run()) }))
// A bench may hold a server or a socket; its figures are out, so nothing is waited for.
process.exit(0)
