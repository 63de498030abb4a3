import type { KubeObject } from '../object.ts'

const SHORT: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
}

/** `RWO,RWX`: each once, in this order. Source: storage/v1/util GetAccessModesAsString. */
export function accessText(modes: readonly string[] = []): string {
  return Object.keys(SHORT)
    .filter((mode) => modes.includes(mode))
    .map((mode) => SHORT[mode])
    .join(',')
}

/** The phase, or that it is on its way out. */
export function phaseText({ metadata }: KubeObject, phase: string): string {
  return metadata.deletionTimestamp ? 'Terminating' : phase
}

/** What a column shows of a class of attributes that nobody gave. */
export const UNSET = '<unset>'
