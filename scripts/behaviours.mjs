// `npm run behaviours [-- --report FILE]`: which behaviour of the checklist which test covers.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ensureChromium } from './lib/chromium.mjs'
import { cover, totals } from './lib/coverage.mjs'
import { ensureDeps } from './lib/deps.mjs'
import { readOptions } from './lib/options.mjs'
import { inRoot } from './lib/paths.mjs'
import { Complaint, command } from './lib/run.mjs'
import { readReport, vitest } from './lib/vitest.mjs'
import { ensureWeb } from './lib/web.mjs'

/**
 * The report of an earlier run (`npm test` leaves one in .flotilla/), or of a run made now.
 * @param {string | boolean | undefined} file
 */
async function testReport(file) {
  if (typeof file === 'string') {
    const path = resolve(process.env.INIT_CWD ?? '.', file)
    if (!existsSync(path)) throw new Complaint(`There is no report ${path}.`)
    return readReport(path)
  }
  const chromium = await ensureChromium()
  await ensureWeb()
  const { report } = await vitest(['--silent'], { CHROMIUM: chromium })
  return report
}

await command(async () => {
  const { values } = readOptions(
    { report: { type: 'string' } },
    'npm run behaviours [-- --report FILE]',
  )
  await ensureDeps()
  const { parse } = await import('yaml')
  const checklist = parse(readFileSync(inRoot('docs/behaviours.yaml'), 'utf8'))
  const report = await testReport(values.report)
  if (!report) throw new Complaint('There is no test report to read.')
  const rows = cover(checklist, report)
  for (const row of rows) console.log(JSON.stringify(row))
  console.log(JSON.stringify(totals(rows)))
})
