/** How wide columns are made. */
export interface ColumnStyle {
  /** A column's least width, padding included. */
  least: number
  /** Blanks after the widest cell. */
  padding: number
}

/** `kubectl get`: columns of at least 6, three blanks between. */
export const TABLE: ColumnStyle = { least: 6, padding: 3 }

/** `kubectl describe`: two blanks between. */
export const DESCRIPTION: ColumnStyle = { least: 0, padding: 2 }

/**
 * Aligns text whose cells end with tabs. A column is a run of neighbouring lines that have a cell
 * there; the text after a line's last tab belongs to no column. Source: Go's text/tabwriter.
 */
export function align(text: string, style: ColumnStyle): string {
  const lines = text.split('\n').map((line) => line.split('\t'))
  const widths = lines.map((): number[] => [])
  fill(lines, widths, 0, lines.length, 0, style)
  return lines.map((cells, row) => padded(cells, widths[row] ?? [])).join('\n')
}

function fill(
  lines: readonly string[][],
  widths: number[][],
  from: number,
  to: number,
  column: number,
  style: ColumnStyle,
): void {
  let row = from
  while (row < to) {
    if (!hasCell(lines[row], column)) {
      row += 1
      continue
    }
    let end = row
    let width = style.least
    while (end < to && hasCell(lines[end], column)) {
      const length = lengthOf(lines[end]?.[column] ?? '')
      width = Math.max(width, length + style.padding)
      end += 1
    }
    for (let line = row; line < end; line += 1) widths[line]?.push(width)
    fill(lines, widths, row, end, column + 1, style)
    row = end
  }
}

function hasCell(cells: readonly string[] | undefined, column: number): boolean {
  return cells !== undefined && column < cells.length - 1
}

function padded(cells: readonly string[], widths: readonly number[]): string {
  return cells.map((cell, index) => pad(cell, widths[index])).join('')
}

function pad(cell: string, width: number | undefined): string {
  return width === undefined ? cell : cell + ' '.repeat(Math.max(0, width - lengthOf(cell)))
}

/** Characters as people count them: a surrogate pair is one. */
function lengthOf(text: string): number {
  return [...text].length
}
