/** Pieces of a line: plain, `code`, **strong**, *stressed*. */
export interface Span {
  kind: 'plain' | 'code' | 'strong' | 'em'
  text: string
}

export type Block =
  | { kind: 'heading' | 'paragraph' | 'quote'; spans: Span[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: Span[][] }

const MARKS: Record<string, Span['kind']> = { '`': 'code', '**': 'strong', '*': 'em' }

/** The inline marks of a text; links show their words. */
export function spansOf(text: string): Span[] {
  const pieces = text
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/)
  return pieces.flatMap((piece): Span[] => {
    if (piece === '') return []
    const [, mark = '', inner = ''] = /^(`|\*\*|\*)(.+)\1$/s.exec(piece) ?? []
    const kind = MARKS[mark]
    return [kind ? { kind, text: inner } : { kind: 'plain', text: piece }]
  })
}

/**
 * Reads the Markdown that lessons are written in: headings, paragraphs, lists, quotes, fenced code.
 * It becomes data, never markup, so a lesson cannot bring anything into the page but words.
 */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  const lines = markdown.replaceAll('\r', '').split('\n')
  for (let at = 0; at < lines.length;) {
    const [block, next] = blockAt(lines, at)
    if (block) blocks.push(block)
    at = next
  }
  return blocks
}

const ITEM = /^\s*(?:[-*]|\d+[.)])\s+/

function blockAt(lines: string[], at: number): [Block | null, number] {
  const line = lines[at] ?? ''
  if (line.trim() === '') return [null, at + 1]
  if (line.startsWith('```')) return codeAt(lines, at + 1)
  if (/^#+\s/.test(line))
    return [{ kind: 'heading', spans: spansOf(line.replace(/^#+\s+/, '')) }, at + 1]
  if (ITEM.test(line)) return listAt(lines, at)
  const isQuote = line.startsWith('>')
  let end = at
  while (end < lines.length && goesOn(lines[end] ?? '', isQuote)) end++
  const text = lines.slice(at, end).map((part) => part.replace(/^>\s?/, '').trim())
  return [{ kind: isQuote ? 'quote' : 'paragraph', spans: spansOf(joined(text)) }, end]
}

const goesOn = (line: string, isQuote: boolean) =>
  line.trim() !== '' &&
  line.startsWith('>') === isQuote &&
  !/^(```|#+\s)/.test(line) &&
  !ITEM.test(line)

function codeAt(lines: string[], at: number): [Block, number] {
  let end = at
  while (end < lines.length && !(lines[end] ?? '').startsWith('```')) end++
  return [{ kind: 'code', text: lines.slice(at, end).join('\n') }, end + 1]
}

function listAt(lines: string[], at: number): [Block, number] {
  const items: string[][] = []
  const ordered = /^\s*\d/.test(lines[at] ?? '')
  let end = at
  for (; end < lines.length; end++) {
    const line = lines[end] ?? ''
    if (ITEM.test(line)) items.push([line.replace(ITEM, '')])
    else if (/^\s+\S/.test(line)) items.at(-1)?.push(line.trim())
    else break
  }
  return [{ kind: 'list', ordered, items: items.map((item) => spansOf(joined(item))) }, end]
}

/** Lines become one text; between Chinese signs no space is wanted. */
const joined = (lines: string[]) =>
  lines
    .join(' ')
    .replaceAll(/(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])/g, '')
