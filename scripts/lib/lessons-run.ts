import { newLesson } from '../../shared/lessons/new.ts'
import { playAll } from '../../shared/lessons/play.ts'
import { Complaint, command } from './run.mjs'

const USAGE = 'Usage: npm run lessons [-- new NAME]'

/**
 * One JSON line for each play; a play that did not end as its lesson says makes the exit code 1.
 */
async function play(): Promise<number> {
  let isGood = true
  for await (const line of playAll()) {
    console.log(JSON.stringify(line))
    if ('ok' in line && line.ok === false) isGood = false
  }
  return isGood ? 0 : 1
}

await command(async () => {
  const [verb, name, ...rest] = process.argv.slice(2)
  if (verb === undefined) return play()
  if (verb !== 'new' || name === undefined || rest.length > 0) throw new Complaint(USAGE)
  await newLesson(name)
  return 0
})
