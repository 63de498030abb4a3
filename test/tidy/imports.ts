import { posix } from 'node:path'
import { isCode, withoutComments, type SourceFile } from './tree.ts'

/** One import of a file. `to` is a path of the checkout, or the specifier of a package. */
export type Import = {
  from: string
  to: string
  isPackage: boolean
  isTypeOnly: boolean
  line: number
}

const STATIC =
  /^[ \t]*(?:import|export)[ \t]+(type[ \t]+)?(?:[\w*{][^'"`;]*?[\s}]from[ \t]+)?['"]([^'"]+)['"]/gm
const DYNAMIC = /\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]\s*\)/g
const GLOB = /import\.meta\.glob[^(]*\(/g

/** Every import of the code files, static, re-exported and dynamic. */
export function importsOf(files: SourceFile[]): Import[] {
  return files.filter((file) => isCode(file.path)).flatMap(importsOfFile)
}

export function importsOfFile(file: SourceFile): Import[] {
  const text = withoutComments(file.text)
  const found: Import[] = []
  const add = (specifier: string, isTypeOnly: boolean, index: number) => {
    const isPackage = !specifier.startsWith('.')
    const bare = specifier.replace(/\?.*$/, '')
    const to = isPackage ? specifier : posix.join(posix.dirname(file.path), bare)
    const line = text.slice(0, index).split('\n').length
    found.push({ from: file.path, to, isPackage, isTypeOnly, line })
  }
  for (const match of text.matchAll(STATIC)) add(match[2]!, match[1] !== undefined, match.index)
  for (const match of text.matchAll(DYNAMIC)) add(match[1]!, false, match.index)
  return found
}

/** Does the file gather others by pattern? Those files then need no import of their own. */
export const hasGlob = (file: SourceFile) => file.text.match(GLOB) !== null

/** `@scope/name/deep` and `name/deep` give the package's name. */
export const packageName = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
