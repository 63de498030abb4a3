// Files that are bundled as text: SQL migrations and the prose of lessons.
// wrangler.toml (rules), scripts/lib/text-modules.mjs (Vite, Vitest, Node) make it true.
declare module '*.sql' {
  const text: string
  export default text
}

declare module '*.md' {
  const text: string
  export default text
}
