/** How large a pod is drawn, by how many places its ship has. */
export type BoxSize = 'big' | 'middle' | 'small' | 'tiny'

const MOST: [BoxSize, number][] = [
  ['big', 9],
  ['middle', 30],
  ['small', 90],
]

export const sizeFor = (places: number): BoxSize =>
  MOST.find(([, most]) => places <= most)?.[0] ?? 'tiny'
