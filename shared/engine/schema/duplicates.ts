/**
 * Paths of fields that stand twice in one object of a JSON text, as the strict decoder names them:
 * `spec.containers[0].image`. The text must be valid JSON; `JSON.parse` forgets the first one.
 */
export function duplicateFields(text: string): string[] {
  const found: string[] = []
  const scan = new Scan(text, found)
  scan.value('')
  return found
}

/** A walk over valid JSON that looks at keys only. */
class Scan {
  #text: string
  #found: string[]
  #at = 0

  constructor(text: string, found: string[]) {
    this.#text = text
    this.#found = found
  }

  value(path: string): void {
    const char = this.#peek()
    if (char === '{') this.#object(path)
    else if (char === '[') this.#list(path)
    else if (char === '"') this.#string()
    else
      while (this.#at < this.#text.length && !',]}'.includes(this.#text.charAt(this.#at)))
        this.#at += 1
  }

  #object(path: string): void {
    const seen = new Set<string>()
    this.#at += 1
    while (this.#peek() !== '}' && this.#at < this.#text.length) {
      const key = this.#string()
      const here = path ? `${path}.${key}` : key
      if (seen.has(key)) this.#found.push(here)
      seen.add(key)
      this.#peek()
      this.#at += 1
      this.value(here)
      if (this.#peek() === ',') this.#at += 1
    }
    this.#at += 1
  }

  #list(path: string): void {
    this.#at += 1
    for (let index = 0; this.#peek() !== ']' && this.#at < this.#text.length; index += 1) {
      this.value(`${path}[${index}]`)
      if (this.#peek() === ',') this.#at += 1
    }
    this.#at += 1
  }

  /** The text at this place, unquoted; moves behind it. */
  #string(): string {
    this.#peek()
    const start = this.#at
    this.#at += 1
    while (this.#at < this.#text.length && this.#text.charAt(this.#at) !== '"') {
      this.#at += this.#text.charAt(this.#at) === '\\' ? 2 : 1
    }
    this.#at += 1
    return JSON.parse(this.#text.slice(start, this.#at)) as string
  }

  /** Skips white space and shows the next character. */
  #peek(): string {
    while (' \t\r\n'.includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) {
      this.#at += 1
    }
    return this.#text.charAt(this.#at)
  }
}
