// `npm run bench [-- NAME…]`: every bench/NAME.bench.ts in a process of its own, one JSON line
// each.
import { existsSync, readdirSync } from 'node:fs'
import { ensureDeps } from './lib/deps.mjs'
import { nodeFlags, pinnedNode } from './lib/node.mjs'
import { readOptions } from './lib/options.mjs'
import { inRoot } from './lib/paths.mjs'
import { Complaint, command, run } from './lib/run.mjs'

const SUFFIX = '.bench.ts'

function benchNames() {
  if (!existsSync(inRoot('bench'))) return []
  const files = readdirSync(inRoot('bench')).filter((file) => file.endsWith(SUFFIX))
  return files.map((file) => file.slice(0, -SUFFIX.length)).sort()
}

await command(async () => {
  const { names } = readOptions({}, 'npm run bench [-- NAME …]')
  const all = benchNames()
  const unknown = names.filter((name) => !all.includes(name))
  if (unknown.length > 0)
    throw new Complaint(`No bench is called ${unknown.join(', ')}. There are: ${all.join(', ')}`)
  await ensureDeps()

  let worst = 0
  for (const name of names.length > 0 ? names : all) {
    const file = inRoot('bench', name + SUFFIX)
    const flags = [...nodeFlags(), '--expose-gc']
    const { code } = await run(pinnedNode(), [...flags, inRoot('scripts/lib/bench-one.mjs'), file])
    worst = Math.max(worst, code)
  }
  return worst
})
