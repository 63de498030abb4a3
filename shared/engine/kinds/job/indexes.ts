/** The set of numbers that a text such as `0,2-4` stands for. */
export function indexesOf(text: string | undefined): Set<number> {
  const found = new Set<number>()
  for (const part of (text ?? '').split(',').filter(Boolean)) {
    const [first = '', last = first] = part.split('-')
    for (let index = Number(first); index <= Number(last); index += 1) found.add(index)
  }
  return found
}

/** Numbers as a text: three and more in a row are a range, such as `0,2-4`. */
export function textOf(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((left, right) => left - right)
  const runs: [number, number][] = []
  for (const index of sorted) {
    const run = runs.at(-1)
    if (run && run[1] === index - 1) run[1] = index
    else runs.push([index, index])
  }
  return runs
    .map(([first, last]) => {
      if (first === last) return `${first}`
      return last === first + 1 ? `${first},${last}` : `${first}-${last}`
    })
    .join(',')
}
