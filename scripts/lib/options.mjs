import { parseArgs } from 'node:util'
import { Complaint } from './run.mjs'

/**
 * Reads `--name value` options; a misspelt one is a clear sentence with the usage, not a stack
 * trace.
 * @param {NonNullable<import('node:util').ParseArgsConfig['options']>} options
 * @param {string} usage
 * @returns {{ values: Record<string, string | boolean | undefined>, names: string[] }}
 */
export function readOptions(options, usage) {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    return {
      values: /** @type {Record<string, string | boolean | undefined>} */ (values),
      names: positionals,
    }
  } catch (error) {
    const [sentence] = String(error instanceof Error ? error.message : error).split('. ')
    throw new Complaint(`${sentence}.\nUsage: ${usage}`)
  }
}

/**
 * @param {string | boolean | undefined} text
 * @param {{ name: string, otherwise: number, least: number, most: number }} range
 */
export function numberOption(text, { name, otherwise, least, most }) {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (text !== '' && value >= least && value <= most) return value
  throw new Complaint(`--${name} ${text}: please give a number from ${least} to ${most}.`)
}
