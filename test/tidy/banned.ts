import { eachLine, isTest, withoutComments, type Problem, type SourceFile } from './tree.ts'

type Ban = { call: RegExp; instead: string }

/** What would make the engine depend on the machine, the hour or the order of insertion. */
const IN_ENGINE: Ban[] = [
  { call: /\bDate\b(?!')/, instead: 'virtual milliseconds, see time.ts' },
  { call: /\bMath\.random\b/, instead: 'luck.ts: a hash of seed, identity and purpose' },
  { call: /\bcrypto\b/, instead: 'luck.ts: uids and hashes come from there' },
  { call: /\bset(Timeout|Interval|Immediate)\b/, instead: 'a row of the agenda' },
  { call: /\b(queueMicrotask|requestAnimationFrame)\b/, instead: 'a row of the agenda' },
  {
    call: /\basync\b|\bawait\b|\bPromise\b/,
    instead: 'return the effect as data; a step is synchronous',
  },
  {
    call: /\bIntl\b|\blocaleCompare\b|\.toLocale\w+\(/,
    instead: 'compare code units; format by hand',
  },
  { call: /\.(sort|toSorted)\(\s*\)/, instead: 'a comparator: the default one compares as text' },
  { call: /\bperformance\b|\bprocess\.(hrtime|env|nextTick)\b/, instead: 'an input of the step' },
  { call: /\bfetch\(|\bconsole\./, instead: 'a reply or a change: the engine has no outside' },
  { call: /\bNaN\b(?!')/, instead: 'null or an absent field: state is plain JSON' },
  { call: /\bstructuredClone\b/, instead: 'stored objects are frozen: share them' },
]

/** What no code of ours does, wherever it stands. */
const EVERYWHERE: Ban[] = [
  {
    call: /\beval\(|\bnew Function\(/,
    instead: 'data and a parser: the content policy forbids it',
  },
  {
    call: /\{@html\b|\.innerHTML\b|\.outerHTML\b/,
    instead: 'text: what people type is never markup',
  },
]

const IN_TESTS: Ban[] = [
  {
    call: /\b(it|test|describe|story|suite)(\.\w+)*\.(only|skip|todo)\b/,
    instead: 'a test that runs: skipped tests promise nothing',
  },
]

const isEngine = (path: string) =>
  path.startsWith('shared/engine/') && path.endsWith('.ts') && !isTest(path)

const bansFor = (path: string): Ban[] => [
  ...(isEngine(path) ? IN_ENGINE : []),
  ...(/\.(ts|mjs|js|svelte)$/.test(path) ? EVERYWHERE : []),
  ...(path.endsWith('.test.ts') ? IN_TESTS : []),
]

/**
 * Calls that are banned where they stand, with what to use instead. Comments and strings are free.
 */
export function bannedCalls(files: SourceFile[]): Problem[] {
  return files.flatMap((file) => {
    const bans = bansFor(file.path)
    if (bans.length === 0 || file.path.startsWith('test/tidy/')) return []
    const code = { ...file, text: withoutStrings(withoutComments(file.text)) }
    return eachLine(code, (line) => {
      const ban = bans.find(({ call }) => call.test(line))
      return ban && `"${ban.call.exec(line)?.[0]}" is banned here; instead: ${ban.instead}`
    })
  })
}

/** Words inside quotes are data: an event may well say "Date". Templates are left as they are. */
const withoutStrings = (text: string) =>
  text.replace(/'(?:[^'\\\n]|\\.)*'/g, (quoted) => `'${' '.repeat(quoted.length - 2)}'`)
