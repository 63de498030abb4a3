import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { textModules } from './text-modules.mjs'

// `node --import` of this file teaches Node the same text imports that Vite and wrangler know.
const { load } = textModules()

registerHooks({
  load(url, context, next) {
    const source = url.startsWith('file:') ? load(fileURLToPath(url)) : null
    return source === null ? next(url, context) : { format: 'module', source, shortCircuit: true }
  },
})
