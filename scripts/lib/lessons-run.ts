import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { grade } from '../../shared/lessons/index.ts'
import { newLesson } from '../../shared/lessons/new.ts'
import { playAll } from '../../shared/lessons/play.ts'
import { Complaint, command } from './run.mjs'

const USAGE = 'Usage: npm run lessons [-- new NAME | -- grade FILE.json]'

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

/** The grade of an attempt whose log was exported to a file. */
function gradeFile(path: string): unknown {
  const file = resolve(process.env.INIT_CWD ?? '.', path)
  try {
    return grade(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new Complaint(
      `${path} cannot be graded: ${error instanceof Error ? error.message : error}`,
    )
  }
}

await command(async () => {
  const [verb, name, ...rest] = process.argv.slice(2)
  if (verb === undefined) return play()
  if (verb === 'grade' && name !== undefined && rest.length === 0) {
    console.log(JSON.stringify(gradeFile(name)))
    return 0
  }
  if (verb !== 'new' || name === undefined || rest.length > 0) throw new Complaint(USAGE)
  try {
    await newLesson(name)
  } catch (error) {
    throw new Complaint(error instanceof Error ? error.message : String(error))
  }
  return 0
})
