import { byText, type Json } from '../json.ts'
import { directory, lengthOf, weightOf, type Entry } from './entry.ts'
import { joinPath, splitPath } from './path.ts'

/** A tree as a note keeps it: entries by path; null hides what the tree below has there. */
export type StoredTree = Record<string, Entry | null>

/** How much a tree may hold: a learner's `dd` must not fill the room. */
export interface TreeLimits {
  /** Bytes that are really kept. */
  bytes: number
  entries: number
  /** Bytes as a program counts them: the size of the disk, or what a `sizeLimit` says. */
  capacity: number
}

/** One MiB and 2,000 entries for each volume, on a disk of 100 GiB. */
export const LIMITS: TreeLimits = { bytes: 1_048_576, entries: 2_000, capacity: 107_374_182_400 }

/**
 * Files by path: those of its own over those of a tree below, which stays as it is. A tree that
 * nobody wrote to stores nothing.
 */
export class Tree {
  readonly limits: TreeLimits
  readonly #below: Tree | undefined
  readonly #own = new Map<string, Entry | null>()
  readonly #children = new Map<string, Set<string>>()
  #bytes = 0
  #size = 0
  #isChanged = false

  constructor(below?: Tree, stored: StoredTree = {}, limits: TreeLimits = LIMITS) {
    this.#below = below
    this.limits = limits
    for (const [path, entry] of Object.entries(stored)) this.#set(path, entry)
  }

  /** Was anything written since it was made? */
  get isChanged(): boolean {
    return this.#isChanged
  }

  /** Bytes of its own as programs count them. */
  get size(): number {
    return this.#size
  }

  get(path: string): Entry | undefined {
    const own = this.#own.get(path)
    if (own !== undefined) return own ?? undefined
    return this.#below?.get(path) ?? (path === '' ? ROOT : undefined)
  }

  /** Names in a directory, in order. */
  names(path: string): string[] {
    const names = new Set(this.#below?.names(path))
    for (const name of this.#children.get(path) ?? []) {
      if (this.#own.get(joinPath(path, name))) names.add(name)
      else names.delete(name)
    }
    return [...names].sort(byText)
  }

  /** Puts an entry in; false when there is no room for it. */
  put(path: string, entry: Entry): boolean {
    const before = this.#own.get(path)
    const bytes = this.#bytes - weightOf(before) + weightOf(entry)
    const size = this.#size - (before ? lengthOf(before) : 0) + lengthOf(entry)
    const grows = weightOf(entry) > weightOf(before) || before === undefined
    const { limits } = this
    if (grows && (bytes > limits.bytes || this.#own.size >= limits.entries)) return false
    if (size > limits.capacity && size > this.#size) return false
    this.#set(path, entry)
    this.#isChanged = true
    return true
  }

  /** Takes an entry out. */
  drop(path: string): void {
    if (this.#below?.get(path)) this.#set(path, null)
    else this.#forget(path)
    this.#isChanged = true
  }

  /** Everything of its own, in the order of paths; null when it has nothing. */
  stored(): StoredTree | null {
    if (this.#own.size === 0) return null
    return Object.fromEntries([...this.#own].sort(([a], [b]) => byText(a, b)))
  }

  #set(path: string, entry: Entry | null): void {
    this.#count(this.#own.get(path), -1)
    this.#count(entry, 1)
    this.#own.set(path, entry)
    if (path === '') return
    const { home, name } = splitPath(path)
    const children = this.#children.get(home)
    if (children) children.add(name)
    else this.#children.set(home, new Set([name]))
  }

  #forget(path: string): void {
    this.#count(this.#own.get(path), -1)
    this.#own.delete(path)
    const { home, name } = splitPath(path)
    this.#children.get(home)?.delete(name)
  }

  #count(entry: Entry | null | undefined, sign: 1 | -1): void {
    if (!entry) return
    this.#bytes += sign * weightOf(entry)
    this.#size += sign * lengthOf(entry)
  }
}

const ROOT: Entry = directory()

/** A tree that is only read, from its entries by path; directories between them are made. */
export function treeOf(entries: Readonly<Record<string, Entry>>): Tree {
  const all: StoredTree = {}
  for (const [path, entry] of Object.entries(entries)) {
    all[path] = entry
    for (let { home } = splitPath(path); home !== ''; home = splitPath(home).home) {
      all[home] ??= directory(0o755, entry.at)
    }
  }
  return new Tree(undefined, all)
}

/** A stored tree as JSON. */
export function treeJson(tree: StoredTree | null): Json {
  return tree as unknown as Json
}
