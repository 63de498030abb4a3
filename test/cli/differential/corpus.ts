import type { Case } from './case.ts'
import { containers } from './containers.ts'
import { corners } from './corners.ts'
import { teaching } from './teaching.ts'

/** The lines, in order: both kubectls play all of them, each on a cluster of its own. */
export const corpus: readonly Case[] = [...teaching, ...corners, ...containers]
