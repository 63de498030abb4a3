import { readFileSync } from 'node:fs'

const TEXT_FILE = /\.(sql|md)$/

/**
 * Vite and Vitest plugin: `import text from './lesson.en.md'` gives the file's text, as the
 * `[[rules]]` of wrangler.toml do for the worker. One spelling then works in Node, workerd and the
 * browser.
 */
export function textModules() {
  return {
    name: 'flotilla:text-modules',
    /** @type {'pre'} */
    enforce: 'pre',
    /** @param {string} id */
    load(id) {
      if (!TEXT_FILE.test(id)) return null
      return `export default ${JSON.stringify(readFileSync(id, 'utf8'))}`
    },
  }
}
