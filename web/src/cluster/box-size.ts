/** How large a pod is drawn. */
export type BoxSize = 'big' | 'middle' | 'small' | 'tiny'

/** A fleet of more ships than this is drawn smaller, so that most of it is in sight. */
export const LARGE_FLEET = 12

/** The most places of a ship at each size, in a small fleet and in a large one. */
const MOST: [size: BoxSize, small: number, large: number][] = [
  ['big', 9, 0],
  ['middle', 30, 9],
  ['small', 90, 60],
]

export const sizeFor = (places: number, isLargeFleet = false): BoxSize =>
  MOST.find(([, small, large]) => places <= (isLargeFleet ? large : small))?.[0] ?? 'tiny'
