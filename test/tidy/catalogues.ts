import { type Problem, type SourceFile } from './tree.ts'

type Catalogue = { [key: string]: string | Catalogue }

/** Both languages say the same things: same keys, same `{placeholders}`, nothing empty. */
export function unevenCatalogues(files: SourceFile[]): Problem[] {
  const [en, zh] = ['en', 'zh'].map((language) => read(files, `web/messages/${language}.json`))
  if (!en || !zh) return ['web/messages:1 en.json and zh.json must both exist']
  return [
    ...missing(en, zh, 'web/messages/zh.json'),
    ...missing(zh, en, 'web/messages/en.json'),
    ...empty(en, 'web/messages/en.json'),
    ...empty(zh, 'web/messages/zh.json'),
  ]
}

function read(files: SourceFile[], path: string): Map<string, string> | undefined {
  const file = files.find((one) => one.path === path)
  return file && new Map(flatten(JSON.parse(file.text), ''))
}

function flatten(catalogue: Catalogue, prefix: string): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  )
}

function missing(from: Map<string, string>, to: Map<string, string>, path: string): Problem[] {
  return [...from].flatMap(([key, text]) => {
    const other = to.get(key)
    if (other === undefined) return [`${path}:1 has no "${key}"`]
    const lost = placeholders(text).filter((name) => !placeholders(other).includes(name))
    return lost.map((name) => `${path}:1 "${key}" does not say {${name}}`)
  })
}

const empty = (catalogue: Map<string, string>, path: string): Problem[] =>
  [...catalogue]
    .filter(([, text]) => text.trim() === '')
    .map(([key]) => `${path}:1 "${key}" is empty`)

const placeholders = (text: string) =>
  [...text.matchAll(/\{\s*(\w+)\s*[,}]/g)].map((match) => match[1]!)
