import * as Y from 'yjs'
import { naturally } from '../state/cluster-live.svelte.ts'
import type { Notebook } from './notebook.ts'

export interface NotebookFile {
  id: string
  name: string
}

/** Somebody else who has a file of this cluster open. */
export interface Reader {
  name: string
  color: string
  file: string
}

/**
 * The files of one cluster in the notebook. Names and texts are kept apart under the file's id, so
 * that renaming never touches the text that somebody is typing in.
 */
export class NotebookFiles {
  list = $state.raw<NotebookFile[]>([])
  readers = $state.raw<Reader[]>([])
  readonly notebook: Notebook
  readonly cluster: string
  #names: Y.Map<string>
  #texts: Y.Map<Y.Text>
  #stop: () => void

  constructor(notebook: Notebook, cluster: string) {
    this.notebook = notebook
    this.cluster = cluster
    this.#names = notebook.doc.getMap(`names of ${cluster}`)
    this.#texts = notebook.doc.getMap(`texts of ${cluster}`)
    const readNames = () => (this.list = this.#read())
    const readPeople = () => (this.readers = this.#readers())
    this.#names.observe(readNames)
    notebook.awareness.on('change', readPeople)
    this.#stop = () => {
      this.#names.unobserve(readNames)
      notebook.awareness.off('change', readPeople)
    }
    readNames()
    readPeople()
  }

  text = (id: string): Y.Text | undefined => this.#texts.get(id)

  /** The text of the file with this name; `./` in front does not matter. */
  contentOf(path: string): string | undefined {
    const name = path.replace(/^\.\//, '')
    const file = this.list.find((known) => known.name === name)
    return file && this.text(file.id)?.toString()
  }

  /** Makes a file; a name that is taken gets a number. Gives its id. */
  add(name: string, content: string): string {
    const id = crypto.randomUUID().slice(0, 8)
    this.notebook.doc.transact(() => {
      this.#texts.set(id, new Y.Text(content))
      this.#names.set(id, this.#freeName(name))
    })
    return id
  }

  rename(id: string, name: string) {
    if (name.trim() !== '') this.#names.set(id, name.trim())
  }

  remove(id: string) {
    this.notebook.doc.transact(() => {
      this.#names.delete(id)
      this.#texts.delete(id)
    })
  }

  /** Tells the others which file we look at. */
  lookAt(file: string) {
    this.notebook.awareness.setLocalStateField('place', { cluster: this.cluster, file })
  }

  close() {
    this.#stop()
  }

  #read(): NotebookFile[] {
    return [...this.#names.entries()]
      .map(([id, name]) => ({ id, name }))
      .toSorted((a, b) => naturally(a.name, b.name) || (a.id < b.id ? -1 : 1))
  }

  #readers(): Reader[] {
    const states = [...this.notebook.awareness.getStates()] as [number, Presence][]
    return states.flatMap(([client, { user, place }]) =>
      client !== this.notebook.doc.clientID && user && place?.cluster === this.cluster
        ? [{ name: user.name, color: user.color, file: place.file }]
        : [],
    )
  }

  #freeName(name: string): string {
    const taken = new Set(this.#names.values())
    if (!taken.has(name)) return name
    const [stem, end] = name.endsWith('.yaml') ? [name.slice(0, -5), '.yaml'] : [name, '']
    for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}${end}`)) return `${stem}-${n}${end}`
  }
}

interface Presence {
  user?: { name: string; color: string }
  place?: { cluster: string; file: string }
}
