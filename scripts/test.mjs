// `npm test`: everything, also right after a clone. The last line and the exit code tell.
import { ensureChromium } from './lib/chromium.mjs'
import { ensureDeps } from './lib/deps.mjs'
import { houseChecks } from './lib/house-checks.mjs'
import { command, secondsSince } from './lib/run.mjs'
import { tally, vitest } from './lib/vitest.mjs'
import { ensureWeb } from './lib/web.mjs'

await command(async () => {
  const startedMs = performance.now()
  await ensureDeps()
  const chromium = await ensureChromium()
  await ensureWeb()
  const failedChecks = await houseChecks()
  const counts = tally(await vitest([], { CHROMIUM: chromium }))

  const failed = counts.failed + failedChecks.length
  if (failedChecks.length > 0) console.log(`Failed checks: ${failedChecks.join(', ')}`)
  console.log(`Time: ${secondsSince(startedMs)} s`)
  console.log(`${counts.passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
