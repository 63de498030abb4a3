import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pinnedNode } from './node.mjs'
import { STATE, inRoot } from './paths.mjs'
import { AT_HOME, run } from './run.mjs'

/**
 * The parts of Vitest's JSON report that we read.
 * @typedef {object} Report
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numFailedTestSuites files that could not even be loaded count here
 * @property {boolean} success
 * @property {{ name: string, status: string, assertionResults: Assertion[] }[]} testResults
 */
/** @typedef {{ fullName: string, title: string, status: string }} Assertion */

export const REPORT = join(STATE, 'test-report.json')

/**
 * Runs tests and gives the report, or undefined when Vitest died before it wrote one.
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ code: number, report: Report | undefined }>}
 */
export async function vitest(args, env = {}) {
  rmSync(REPORT, { force: true })
  mkdirSync(dirname(REPORT), { recursive: true })
  const { code } = await run(
    pinnedNode(),
    [
      inRoot('node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${REPORT}`,
      ...args,
    ],
    { env: { ...AT_HOME, ...env } },
  )
  return { code, report: readReport(REPORT) }
}

/**
 * @param {string} file
 * @returns {Report | undefined}
 */
export function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * How many tests passed and failed. A file that fails without a failing test of its own (it does
 * not load, or a hook throws) counts as one; so does a run that died.
 * @param {{ code: number, report: Report | undefined }} outcome
 * @returns {{ passed: number, failed: number }}
 */
export function tally({ code, report }) {
  if (!report) return { passed: 0, failed: 1 }
  const brokenFiles = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + brokenFiles
  return { passed: report.numPassedTests, failed: code === 0 ? failed : Math.max(failed, 1) }
}
