import { eachLine, isData, type Problem, type SourceFile } from './tree.ts'

/** Spelt in pieces, so that this page does not break its own rule. */
const STAY_OUT: { words: RegExp; why: string }[] = [
  { words: /(?<![\w.])\/(home|Users|work|workspace)\/[\w.-]+/, why: 'a path of one machine' },
  { words: /\bregistry\.npm(js|mirror)\.\w+/, why: 'a host: the lock file carries hashes' },
  {
    words: /\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b/,
    why: 'finish it, or put it into the honest list of README',
  },
  {
    words: /@ts-(ignore|nocheck|expect-error)|(eslint|oxlint|prettier)-(disable|ignore)/,
    why: 'mend it',
  },
  { words: /\blocalhost:\d{5}\b/, why: 'a port of one machine' },
]

/** Words that have no place in code, comments and pages. */
export function strayWords(files: SourceFile[]): Problem[] {
  return files
    .filter((file) => !isData(file.path) && !file.path.startsWith('test/tidy/'))
    .flatMap((file) =>
      eachLine(file, (line) => {
        const found = STAY_OUT.find(({ words }) => words.test(line))
        return found && `"${found.words.exec(line)?.[0]}": ${found.why}`
      }),
    )
}
