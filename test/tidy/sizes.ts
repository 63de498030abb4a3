import ts from 'typescript'
import { isCode, isData, isGenerated, isTest, type Problem, type SourceFile } from './tree.ts'

const FILE_LINES = 300
const ROOM_LINES = 250
const COMPONENT_LINES = 120
const FUNCTION_LINES = 60
const COLUMNS = 100

const isRoom = (file: SourceFile) => /extends DurableObject\b/.test(file.text)

/** Files, components, Durable Objects, functions and lines that have grown too large. */
export function tooLarge(files: SourceFile[]): Problem[] {
  return files
    .filter((file) => isCode(file.path) || file.path.endsWith('.css'))
    .flatMap((file) => [...tooManyLines(file), ...tooWide(file), ...longFunctions(file)])
}

const lineCount = (text: string) => text.replace(/\n$/, '').split('\n').length

function tooManyLines(file: SourceFile): Problem[] {
  const limit = file.path.endsWith('.svelte')
    ? COMPONENT_LINES
    : isRoom(file) && !isTest(file.path)
      ? ROOM_LINES
      : FILE_LINES
  const lines = lineCount(file.text)
  return lines > limit
    ? [`${file.path}:1 has ${lines} lines, at most ${limit}: one idea a file`]
    : []
}

function tooWide(file: SourceFile): Problem[] {
  return file.text.split('\n').flatMap((line, index) => {
    const columns = [...line].length
    // A long string cannot be broken without changing it; prettier leaves it, and so do we.
    if (columns <= COLUMNS || /['"`][^'"`]{60,}['"`]|https?:|<path|\bd="/.test(line)) return []
    return [`${file.path}:${index + 1} has ${columns} columns, at most ${COLUMNS}`]
  })
}

function longFunctions(file: SourceFile): Problem[] {
  const source = scriptOf(file)
  const tree = ts.createSourceFile(file.path, source, ts.ScriptTarget.Latest, true)
  const problems: Problem[] = []
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && !(isTest(file.path) && isSuite(node))) {
      const first = tree.getLineAndCharacterOfPosition(node.getStart()).line
      const lines = tree.getLineAndCharacterOfPosition(node.end).line - first + 1
      if (lines > FUNCTION_LINES)
        problems.push(
          `${file.path}:${first + 1} a function of ${lines} lines, at most ${FUNCTION_LINES}`,
        )
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return problems
}

/** `describe('…', () => {…})` is a chapter, not a function: its tests are judged one by one. */
function isSuite(node: ts.Node): boolean {
  const call = node.parent
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText())
}

/** The script of a component at its own lines; other files are script as a whole. */
function scriptOf(file: SourceFile): string {
  if (!file.path.endsWith('.svelte')) return file.text
  const match = /<script[^>]*>([\s\S]*?)<\/script>/.exec(file.text)
  if (!match) return ''
  const before = file.text.slice(0, match.index).replace(/[^\n]/g, '')
  return before + match[1]
}

/** Files that the size rules leave alone. */
export const isFree = (path: string) => isData(path) || isGenerated(path)
