import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { files } from './template.ts'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const LIST = `${FOLDER}all.ts`

/**
 * Starts a new lesson: its folder with a small lesson that already plays, and its line in the list
 * of lessons. Throws when the name is taken or is none (lower-case words with dashes).
 */
export async function newLesson(name: string): Promise<void> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`a lesson is named with lower-case words and dashes, not "${name}"`)
  }
  const folder = `${FOLDER}${name}`
  if (existsSync(folder)) throw new Error(`there is a lesson "${name}" already`)
  mkdirSync(folder)
  for (const [file, text] of Object.entries(files(name))) writeFileSync(`${folder}/${file}`, text)
  writeFileSync(LIST, withLine(readFileSync(LIST, 'utf8'), name))
}

/** The list of lessons with one more. */
export function withLine(list: string, name: string): string {
  const variable = name.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase())
  const importLine = `import { lesson as ${variable} } from './${name}/lesson.ts'\n`
  const row = /lessons: readonly Lesson\[\] = \[([^\]]*)\]/
  const last = [...list.matchAll(/^import .*\n/gm)].at(-1)
  const at = (last?.index ?? 0) + (last?.[0].length ?? 0)
  const imported = `${list.slice(0, at)}${importLine}${list.slice(at)}`
  return imported.replace(row, (_all, inside: string) => {
    const names = [
      ...inside
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
      variable,
    ]
    return `lessons: readonly Lesson[] = [${names.join(', ')}]`
  })
}
