// `npm run lessons [-- new NAME]`: plays every lesson's solutions and anti-solutions, or starts a
// new one.
import { ensureDeps } from './lib/deps.mjs'
import { nodeFlags, pinnedNode } from './lib/node.mjs'
import { inRoot } from './lib/paths.mjs'
import { command, run } from './lib/run.mjs'

await command(async () => {
  await ensureDeps()
  const script = inRoot('scripts/lib/lessons-run.ts')
  const { code } = await run(pinnedNode(), [...nodeFlags(), script, ...process.argv.slice(2)])
  return code
})
