// `npm test`: everything, also right after a clone. The last line and the exit code tell.
import { ensureChromium } from './lib/chromium.mjs'
import { ensureDeps } from './lib/deps.mjs'
import { houseChecks } from './lib/house-checks.mjs'
import { Complaint, command, secondsSince } from './lib/run.mjs'
import { tally, vitest } from './lib/vitest.mjs'
import { ensureWeb } from './lib/web.mjs'

/** A page that does not build is one failed check: the rest of the news is wanted all the same. */
async function buildOf() {
  try {
    await ensureWeb()
    return []
  } catch (error) {
    if (!(error instanceof Complaint)) throw error
    console.log(error.message)
    return ['web build']
  }
}

await command(async () => {
  const startedMs = performance.now()
  await ensureDeps()
  const chromium = await ensureChromium()
  const failedChecks = [...(await buildOf()), ...(await houseChecks())]
  const counts = tally(await vitest([], { CHROMIUM: chromium }))

  const failed = counts.failed + failedChecks.length
  if (failedChecks.length > 0) console.log(`Failed checks: ${failedChecks.join(', ')}`)
  console.log(`Time: ${secondsSince(startedMs)} s`)
  console.log(`${counts.passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
