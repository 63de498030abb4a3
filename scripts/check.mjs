// `npm run check`: the quick inner loop. Format, lint, types, and the tests that need no server.
import { ensureDeps } from './lib/deps.mjs'
import { houseChecks } from './lib/house-checks.mjs'
import { command, secondsSince } from './lib/run.mjs'
import { tally, vitest } from './lib/vitest.mjs'

await command(async () => {
  const startedMs = performance.now()
  await ensureDeps()
  const failedChecks = await houseChecks()
  const counts = tally(await vitest(['--project', 'unit']))
  const failed = counts.failed + failedChecks.length
  console.log(`Time: ${secondsSince(startedMs)} s`)
  console.log(`${counts.passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
