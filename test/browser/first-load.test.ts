import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { inRoot } from '../../scripts/lib/paths.mjs'
import { ensureWeb } from '../../scripts/lib/web.mjs'

const MOST_KB = 150
const ASSETS = inRoot('web/dist/assets')

/** Files that a script of the build needs before it runs: its static imports, and theirs. */
function neededBy(name: string, known = new Set<string>()): Set<string> {
  if (known.has(name)) return known
  known.add(name)
  const code = readFileSync(join(ASSETS, name), 'utf8')
  for (const [, next = ''] of code.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g))
    neededBy(next, known)
  return known
}

const gzipKb = (path: string) => gzipSync(readFileSync(path)).length / 1000

it('brings a student into the class with less than 150 kB before the editor', async () => {
  await ensureWeb()
  const names = readdirSync(ASSETS)
  const find = (start: string, end: string) =>
    names.filter((name) => name.startsWith(start) && name.endsWith(end))
  const page = readFileSync(inRoot('web/dist/index.html'), 'utf8')
  const entry = /src="\/assets\/([^"]+\.js)"/.exec(page)?.[1] ?? ''
  const [language = ''] = find('zh-', '.js')
  const [classPage = ''] = find('ClassPage-', '.js')
  const scripts = new Set([entry, classPage, language].flatMap((name) => [...neededBy(name)]))
  const late = /^(NotebookPanel|TerminalPanel|ObjectYaml|PodLogs)-/
  const styles = find('', '.css').filter((name) => !late.test(name))
  const files = [...scripts, ...styles].map((name) => join(ASSETS, name))
  const kb = [inRoot('web/dist/index.html'), ...files].map(gzipKb).reduce((a, b) => a + b, 0)
  console.log(`first load of the student's page: ${kb.toFixed(1)} kB gzip in ${files.length} files`)
  expect([...scripts].some((name) => late.test(name))).toBe(false)
  expect(kb).toBeLessThan(MOST_KB)
})
