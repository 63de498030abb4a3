import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file of the checkout: path with forward slashes from its root, and its text. */
export type SourceFile = { path: string; text: string }

/** Where a rule is broken: `path:line message`. The message says what to do instead. */
export type Problem = string

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const SKIPPED_FOLDERS = new Set([
  'node_modules',
  '.git',
  '.flotilla',
  '.wrangler',
  'dist',
  'coverage',
])
const TEXT = /\.(ts|mjs|js|svelte|css|html|json|md|yaml|yml|toml|sql|sh)$/

/**
 * Every text file of the checkout, sorted by path. Installed, built and local data are left out.
 */
export function readTree(root = ROOT): SourceFile[] {
  return walk(root)
    .map((file) => relative(root, file).replaceAll('\\', '/'))
    .filter((path) => TEXT.test(path))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : walk(path)
    return entry.isFile() ? [path] : []
  })
}

export const isCode = (path: string) => /\.(ts|mjs|js|svelte)$/.test(path) && !isGenerated(path)
export const isTest = (path: string) =>
  path.endsWith('.test.ts') || path.startsWith('test/') || path.includes('/test-support/')
export const isGenerated = (path: string) => path.startsWith('migrations/')

/** Recorded or given data: judged by the tests that read them, not by house rules. */
export const isData = (path: string) =>
  /(^|\/)golden\//.test(path) || path === 'docs/behaviours.yaml' || path === 'package-lock.json'

/** Problems for each line of a file that the test accepts. */
export function eachLine(
  file: SourceFile,
  judge: (line: string, number: number) => string | undefined,
): Problem[] {
  return file.text.split('\n').flatMap((line, index) => {
    const message = judge(line, index + 1)
    return message ? [`${file.path}:${index + 1} ${message}`] : []
  })
}

/** The same text with comments blanked out, lines kept: for rules about code, not about prose. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?<![:'"`\\])\/\/[^\n]*/g, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  )
}
