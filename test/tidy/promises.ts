import { type Problem, type SourceFile } from './tree.ts'

const TITLE_ID = /\b(?:it|test|story|describe)\b[^\n]*?\(\s*['"`]((?:\[[^\]]+\]\s*)+)/g
const ID = /\[([A-Z]+-?\d+(?:[–-][A-Z]+\d+)?)\]/g

/** Ids in the names of tests stand on the checklist, or are numbered rules of a SPEC page. */
export function unknownIds(files: SourceFile[]): Problem[] {
  const known = new Set(
    files
      .filter((file) => file.path === 'docs/behaviours.yaml' || file.path.endsWith('SPEC.md'))
      .flatMap((file) => idsIn(file.text)),
  )
  return files
    .filter((file) => file.path.endsWith('.test.ts') && !file.path.startsWith('test/tidy/'))
    .flatMap((file) =>
      [...file.text.matchAll(TITLE_ID)]
        .flatMap((title) => [...title[1]!.matchAll(ID)].map((match) => match[1]!))
        .filter((id) => !known.has(id))
        .map((id) => `${file.path}:1 [${id}] is neither on the checklist nor in a SPEC.md`),
    )
}

/** Single ids, and every id of a range such as EV1–EV4. */
function idsIn(text: string): string[] {
  const ranges = [...text.matchAll(/\b([A-Z]+)(\d+)–\1(\d+)\b/g)].flatMap((range) => {
    const [first, last] = [Number(range[2]), Number(range[3])]
    return Array.from({ length: last - first + 1 }, (_, index) => `${range[1]}${first + index}`)
  })
  return [...ranges, ...(text.match(/\b[A-Z]+-?\d+\b/g) ?? [])]
}
