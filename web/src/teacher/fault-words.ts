import type { FaultSpec, FaultTarget, FaultWord } from '../../../shared/protocol/fault.ts'

/** What says whom a failure hits. */
export type Aim = keyof FaultTarget & string

/** What else can be said of a failure. Source: the engine's kinds/fault/effects.ts. */
export type Detail = keyof Pick<
  FaultSpec,
  'factor' | 'code' | 'times' | 'takes' | 'probe' | 'hook' | 'message'
>

/** What one word understands; `needs` must not be left empty. */
export interface WordShape {
  aims: readonly Aim[]
  needs?: Aim
  details: readonly Detail[]
}

const NODES = ['nodes'] as const
const IMAGES = ['images'] as const
const CONTAINERS = ['pods', 'namespace', 'containers'] as const
const PODS = ['pods', 'namespace'] as const

const ofNodes = (...details: Detail[]): WordShape => ({ aims: NODES, needs: 'nodes', details })
const ofImages = (...details: Detail[]): WordShape => ({ aims: IMAGES, needs: 'images', details })
const ofPods = (): WordShape => ({ aims: PODS, needs: 'pods', details: [] })
const ofContainers = (...details: Detail[]): WordShape => ({
  aims: CONTAINERS,
  needs: 'pods',
  details,
})

/** Every word, with what it understands. */
export const WORDS: Record<FaultWord, WordShape> = {
  crash: ofNodes(),
  unreachable: ofNodes(),
  'memory-pressure': ofNodes('times'),
  'disk-pressure': ofNodes('times'),
  'bad-image': ofImages('times'),
  'slow-pull': ofImages('factor'),
  exit: ofContainers('code', 'times'),
  oom: ofContainers('times'),
  hang: ofContainers(),
  'stops-listening': ofContainers(),
  'slow-start': ofContainers('takes'),
  'ignores-sigterm': ofContainers(),
  'hook-fails': ofContainers('hook', 'times', 'message'),
  'sandbox-lost': ofPods(),
  'init-record-lost': ofPods(),
  'not-ready': ofContainers(),
  'probe-fails': ofContainers('probe', 'message'),
  'probe-unknown': ofContainers('probe', 'message'),
  'dns-down': { aims: ['nodes', ...PODS], details: [] },
  partition: ofNodes(),
  'scheduler-down': { aims: [], details: [] },
}

/** The words in the order in which the panel offers them. */
export const GROUPS = [
  { name: 'nodes', words: ['crash', 'unreachable', 'memory-pressure', 'disk-pressure'] },
  { name: 'images', words: ['bad-image', 'slow-pull'] },
  {
    name: 'containers',
    words: [
      ...(['exit', 'oom', 'hang', 'stops-listening', 'slow-start', 'ignores-sigterm'] as const),
      ...(['hook-fails', 'sandbox-lost', 'init-record-lost'] as const),
    ],
  },
  { name: 'probes', words: ['not-ready', 'probe-fails', 'probe-unknown'] },
  { name: 'network', words: ['dns-down', 'partition'] },
  { name: 'control', words: ['scheduler-down'] },
] as const satisfies { name: string; words: readonly FaultWord[] }[]

export type Group = (typeof GROUPS)[number]

/** All that the words of a group can be aimed at, each once. */
export const aimsOf = (words: readonly FaultWord[]): Aim[] => [
  ...new Set(words.flatMap((word) => WORDS[word].aims)),
]

/** The part of what is typed that a word understands; what is empty is left out. */
export function aimed(word: FaultWord, typed: Partial<Record<Aim, string>>): FaultTarget {
  const wanted = WORDS[word].aims.map((aim) => [aim, (typed[aim] ?? '').trim()] as const)
  return Object.fromEntries(wanted.filter(([, text]) => text !== ''))
}

/** Is a word aimed at something, as far as it has to be? */
export function isAimed(word: FaultWord, typed: Partial<Record<Aim, string>>): boolean {
  const { needs } = WORDS[word]
  return needs === undefined || (typed[needs] ?? '').trim() !== ''
}
