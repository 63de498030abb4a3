import { isRefused, type Files } from '../../files.ts'
import { load, TEMPLATES, type Loaded } from './load.ts'

type Reading = Pick<Files, 'read' | 'list' | 'pristine'>

/** What one look at the files came to. */
interface Look {
  of: 'read' | 'list'
  path: string
  /** The text, the names, or why there is none. */
  found: string
}

/** Configurations that were loaded before, with all that was looked at for them. */
const known = new Map<string, { looks: readonly Look[]; loaded: Loaded }[]>()
const KNOWN_LIMIT = 50

/**
 * As `load`, which is not done again while all that it looks at is as it was: the pods of a rollout
 * have the same files. What templates say depends on each one's environment: those are not kept.
 */
export function loadOnce(
  files: Reading,
  path: string,
  env: Readonly<Record<string, string>>,
): Loaded {
  const image = path.startsWith(HOME) ? files.pristine?.(HOME) : undefined
  if (!image) return loadAgain(files, path, env)
  const before = ofImages.get(image)?.get(path)
  if (before) return before
  const loaded = loadAgain(files, path, env)
  ofImages.set(image, (ofImages.get(image) ?? new Map<string, Loaded>()).set(path, loaded))
  return loaded
}

const HOME = '/etc/nginx'
/** What images say that nobody touched: they bring no templates. */
const ofImages = new WeakMap<object, Map<string, Loaded>>()

function loadAgain(files: Reading, path: string, env: Readonly<Record<string, string>>): Loaded {
  const before = known.get(path)?.find(({ looks }) => looks.every((one) => isSame(files, one)))
  if (before) return before.loaded
  const looks: Look[] = []
  const loaded = load(watched(files, looks), path, env)
  if (!looks.some(isTemplate)) keep(path, looks, loaded)
  return loaded
}

function watched(files: Reading, looks: Look[]): Reading {
  return {
    read(path) {
      looks.push({ of: 'read', path, found: foundAt(files, 'read', path) })
      return files.read(path)
    },
    list(path) {
      looks.push({ of: 'list', path, found: foundAt(files, 'list', path) })
      return files.list(path)
    },
  }
}

const isSame = (files: Reading, { of, path, found }: Look): boolean =>
  foundAt(files, of, path) === found

function foundAt(files: Reading, of: Look['of'], path: string): string {
  const answer = of === 'read' ? files.read(path) : files.list(path)
  if (isRefused(answer)) return `refused: ${answer.problem}`
  return typeof answer === 'string' ? answer : (answer as readonly string[]).join('\n')
}

const isTemplate = ({ path, found }: Look): boolean =>
  path.startsWith(TEMPLATES) && !found.startsWith('refused: ')

function keep(path: string, looks: readonly Look[], loaded: Loaded): void {
  if (known.size >= KNOWN_LIMIT) known.clear()
  const others = (known.get(path) ?? []).slice(-KNOWN_LIMIT)
  known.set(path, [...others, { looks, loaded }])
}
