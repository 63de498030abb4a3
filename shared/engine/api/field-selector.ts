import type { Kind } from '../kinds/define-kind.ts'
import type { KubeObject } from '../object.ts'

interface Term {
  field: string
  isEqual: boolean
  value: string
}

/** A condition on fields, and the one name that it asks for, if it does. */
export interface FieldTest {
  matches(object: KubeObject): boolean
  /** `metadata.name` is asked for by equality: everything else can be skipped. */
  name?: string
}

const everywhere: Record<string, (object: KubeObject) => string> = {
  'metadata.name': (object) => object.metadata.name,
  'metadata.namespace': (object) => object.metadata.namespace ?? '',
}

/**
 * Reads a field selector such as `status.phase!=Failed,spec.nodeName=n1`; a text is what is wrong.
 * Source: apimachinery pkg/fields/selector.go; the kinds' AddFieldLabelConversionFunc.
 */
export function fieldTest(kind: Kind, text: string): FieldTest | { problem: string } {
  const terms: Term[] = []
  for (const part of splitTerms(text)) {
    if (part === '') continue
    const term = readTerm(part)
    if (!term) {
      const shown = JSON.stringify(text)
      return { problem: `invalid selector: ${shown}; can't understand ${JSON.stringify(part)}` }
    }
    if (!readerOf(kind, term.field)) return { problem: unknownField(kind, term.field) }
    terms.push(term)
  }
  const name = terms.find((term) => term.field === 'metadata.name' && term.isEqual)?.value
  return {
    matches: (object) =>
      terms.every((term) => {
        const value = readerOf(kind, term.field)?.(object) ?? ''
        return (value === term.value) === term.isEqual
      }),
    ...(name === undefined ? {} : { name }),
  }
}

function readerOf(kind: Kind, field: string): ((object: KubeObject) => string) | undefined {
  const own = kind.fieldSelectors
  if (own && Object.hasOwn(own, field)) return own[field]
  return Object.hasOwn(everywhere, field) ? everywhere[field] : undefined
}

function unknownField(kind: Kind, field: string): string {
  if (kind.fieldSelectors) return `field label not supported: ${field}`
  const known = 'only "metadata.name", "metadata.namespace"'
  return `${JSON.stringify(field)} is not a known field selector: ${known}`
}

/** Commas part the terms; a backslash hides the character behind it. */
function splitTerms(text: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1
    else if (text.charAt(at) === ',') {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}

function readTerm(part: string): Term | undefined {
  for (let at = 0; at < part.length; at += 1) {
    if (part.charAt(at) === '\\') {
      at += 1
      continue
    }
    const rest = part.slice(at)
    for (const operator of ['!=', '==', '=']) {
      if (!rest.startsWith(operator)) continue
      const value = unescaped(part.slice(at + operator.length))
      if (value === undefined) return undefined
      return { field: part.slice(0, at), isEqual: operator !== '!=', value }
    }
  }
  return undefined
}

/** `\\`, `\,` and `\=` stand for themselves; other escapes and bare `,` and `=` are errors. */
function unescaped(text: string): string | undefined {
  let plain = ''
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === '=' || char === ',') return undefined
    if (char === '\\') {
      at += 1
      const next = text.charAt(at)
      if (next !== '\\' && next !== ',' && next !== '=') return undefined
      plain += next
    } else plain += char
  }
  return plain
}
