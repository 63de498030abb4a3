import { packageName, type Import } from './imports.ts'
import { isTest, type Problem } from './tree.ts'

/**
 * Who may import whom. The first room whose pattern fits a file is the file's room; a room may
 * import itself and what stands in `may`. `types` are rooms of which only types may be had.
 */
type Room = { name: string; files: RegExp; may: string[]; types?: string[] }

const BASE = 'json|object|time|luck|change|plan|input|frozen'
/** Pure and synchronous, each with its page in decisions/. */
const ENGINE_PACKAGES = /^(yaml|unbash)$/

const ROOMS: Room[] = [
  { name: 'base', files: new RegExp(`^shared/engine/(${BASE})\\.ts$`), may: [] },
  { name: 'status', files: /^shared\/engine\/api\/status\.ts$/, may: ['base'] },
  { name: 'schema', files: /^shared\/engine\/schema\//, may: ['base', 'status'] },
  { name: 'store', files: /^shared\/engine\/store\//, may: ['base', 'status', 'schema'] },
  // What an image name stands for: data that kinds and the kubelet both look up.
  {
    name: 'images',
    files: /^shared\/engine\/(images|programs)\//,
    may: ['base', 'schema'],
    types: ['kinds', 'store'],
  },
  {
    name: 'kinds',
    files: /^shared\/engine\/kinds\//,
    may: ['base', 'status', 'schema', 'images'],
    types: ['store'],
  },
  {
    name: 'api',
    files: /^shared\/engine\/api\//,
    may: ['base', 'status', 'schema', 'store', 'kinds'],
  },
  {
    name: 'recorder',
    files: /^shared\/engine\/recorder\//,
    may: ['base', 'status', 'schema', 'store', 'kinds', 'api'],
  },
  // Scheduler, kubelet, collector and their like: controllers that belong to no single kind.
  {
    name: 'controllers',
    files: /^shared\/engine\/[^/]+\//,
    may: ['base', 'status', 'schema', 'kinds', 'images'],
    types: ['store'],
  },
  {
    name: 'engine',
    files: /^shared\/engine\/index\.ts$/,
    may: 'core base schema store images kinds api'.split(' '),
  },
  {
    name: 'core',
    files: /^shared\/engine\//,
    may: 'base status schema store images kinds api recorder controllers'.split(' '),
  },
  { name: 'protocol', files: /^shared\/protocol\//, may: [], types: ['engine'] },
  { name: 'kubectl', files: /^shared\/kubectl\//, may: ['protocol', 'engine'] },
  { name: 'lessons', files: /^shared\/lessons\//, may: ['engine', 'kubectl'], types: ['protocol'] },
  { name: 'migrations', files: /^migrations\//, may: [] },
  {
    name: 'database',
    files: /^worker\/db\//,
    may: ['engine', 'protocol', 'migrations', 'worker'],
  },
  {
    name: 'worker',
    files: /^worker\//,
    may: ['engine', 'protocol', 'lessons', 'kubectl', 'database'],
  },
  { name: 'ui', files: /^web\/src\/ui\//, may: [] },
  { name: 'web', files: /^web\//, may: ['ui', 'engine', 'protocol', 'lessons', 'kubectl'] },
  { name: 'scripts', files: /^scripts\//, may: ['lessons'] },
  { name: 'bench', files: /^bench\//, may: ['engine', 'protocol', 'scripts'] },
]

/** Packages that only some rooms may use; everything else that is installed is free. */
const PACKAGES: { name: RegExp; rooms: string[]; instead: string }[] = [
  {
    name: /^drizzle-orm$/,
    rooms: ['database', 'worker'],
    instead: 'ask a function of worker/db',
  },
  {
    name: /^node:/,
    rooms: ['worker', 'database', 'lessons', 'scripts', 'bench'],
    instead: 'take the data as an argument',
  },
]

const ENGINE_ROOMS = new Set(
  'base status schema store images kinds api recorder controllers engine core'.split(' '),
)

export const roomOf = (path: string) => ROOMS.find((room) => room.files.test(path))

/** Arrows that turn back. Tests may reach anywhere, except from worker to web or back. */
export function wrongArrows(imports: Import[]): Problem[] {
  return imports.flatMap((one) => {
    const message = judge(one)
    return message ? [`${one.from}:${one.line} ${message}`] : []
  })
}

function judge(one: Import): string | undefined {
  const from = roomOf(one.from)
  if (one.isPackage) return from && !isTest(one.from) ? judgePackage(from, one) : undefined
  const to = roomOf(one.to)
  if (!from || !to || from === to) return from === to ? judgeKinds(one) : undefined
  if (isTest(one.from)) return judgeSides(one)
  if (from.may.includes(to.name)) return judgeKinds(one)
  if (from.types?.includes(to.name))
    return one.isTypeOnly ? undefined : `may import only types of ${to.name} (${one.to})`
  return `"${from.name}" may not import "${to.name}" (${one.to}); see ARCHITECTURE.md, the map`
}

/**
 * Kinds talk through objects in the store, so of another kind only the rules of its fields are
 * visible: a Deployment's template is validated as a Pod's. Its reconcile is its own affair, also
 * for kubelet and scheduler. Faults are there to be asked by everybody: what do they do to me?
 */
function judgeKinds(one: Import): string | undefined {
  const kind = kindOf(one.to)
  if (!kind || isTest(one.from) || kindOf(one.from) === kind) return undefined
  if (/\/reconcile[\w-]*\.ts$/.test(one.to)) return `a kind's reconcile is its own (${one.to})`
  if (!kindOf(one.from) || one.to === 'shared/engine/kinds/fault/effects.ts') return undefined
  const isFieldRule = /\/kinds\/[^/]+\/(schema|defaults|validate)[\w-]*(\.ts|\/)/.test(one.to)
  return isFieldRule ? undefined : `of another kind only schema, defaults, validate (${one.to})`
}

const kindOf = (path: string) => /^shared\/engine\/kinds\/([^/]+)\//.exec(path)?.[1]

function judgeSides(one: Import): string | undefined {
  const sides = [one.from, one.to].map((path) => path.split('/')[0])
  const isCrossed = sides.includes('worker') && sides.includes('web')
  return isCrossed ? `worker and web never import each other (${one.to})` : undefined
}

function judgePackage(from: Room, one: Import): string | undefined {
  if (ENGINE_ROOMS.has(from.name) && !ENGINE_PACKAGES.test(one.to))
    return `the engine has no packages (${one.to}): pure and synchronous ones need a decision page`
  const name = one.to.startsWith('node:') ? one.to : packageName(one.to)
  const rule = PACKAGES.find((entry) => entry.name.test(name))
  if (!rule || rule.rooms.includes(from.name)) return undefined
  return `${name} is only for ${rule.rooms.join(', ')}: ${rule.instead}`
}
