import { sorted } from '../object.ts'
import { align, DESCRIPTION } from '../output/columns.ts'

/** Annotations that say nothing to people. */
const HIDDEN = ['kubectl.kubernetes.io/last-applied-configuration']
const LONGEST_ANNOTATION = 140

/**
 * A page of `kubectl describe`: lines with tabs between cells, indented by two blanks a level, and
 * aligned at the end. Upstream: kubectl pkg/describe PrefixWriter.
 */
export class Description {
  #text = ''
  /** What was aligned before a `cut`. */
  #done = ''

  /** Writes text as it is, behind the indent. */
  write(level: number, text: string): void {
    this.#text += '  '.repeat(level) + text
  }

  /** A whole line. */
  line(level: number, text: string): void {
    this.write(level, `${text}\n`)
  }

  /** What follows is aligned on its own. */
  cut(): void {
    this.#done += align(this.#text, DESCRIPTION)
    this.#text = ''
  }

  /** The aligned page. */
  text(): string {
    return this.#done + align(this.#text, DESCRIPTION)
  }

  /** The page with its tabs, as `rollout history` shows a template. */
  raw(): string {
    return this.#done + this.#text
  }

  /** `Labels:  app=web`, one pair a line, by key. */
  labels(title: string, labels: Record<string, string> | undefined): void {
    this.rows(
      title,
      sorted(labels).map(([key, value]) => `${key}=${value}`),
    )
  }

  /** A title with one row a line; `<none>` without rows. */
  rows(title: string, rows: readonly string[]): void {
    this.write(0, `${title}:\t`)
    if (rows.length === 0) this.write(0, '<none>\n')
    rows.forEach((row, index) => this.write(0, `${index === 0 ? '' : '\t'}${row}\n`))
  }

  /** `Annotations:  key: value`; what is long or has lines stands below its key, cut at 140. */
  annotations(title: string, annotations: Record<string, string> | undefined): void {
    const shown = sorted(annotations).filter(([key]) => !HIDDEN.includes(key))
    this.write(0, `${title}:\t`)
    if (shown.length === 0) this.write(0, '<none>\n')
    shown.forEach(([key, text], index) => {
      if (index > 0) this.write(0, '\t')
      const value = text.replace(/\n$/, '')
      const isLong = value.length + key.length + 2 > LONGEST_ANNOTATION || value.includes('\n')
      if (!isLong) return this.write(0, `${key}: ${value}\n`)
      this.write(0, `${key}:\n`)
      for (const part of value.split('\n')) this.write(0, `\t  ${shortened(part)}\n`)
    })
  }
}

function shortened(text: string): string {
  const most = LONGEST_ANNOTATION - 2
  return text.length > most ? `${text.slice(0, most)}...` : text
}
