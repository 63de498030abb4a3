import type { Session } from '../state/session.svelte.ts'
import { Notebook } from './notebook.ts'

const notebooks = new WeakMap<Session, Notebook>()

/** The one notebook of a visit: it stays connected when its panel is closed and opened again. */
export function notebookOf(session: Session): Notebook {
  const known = notebooks.get(session)
  if (known) return known
  const notebook = new Notebook(session.room.sendBytes)
  session.room.onNotebook(notebook.receive, notebook.greet)
  session.onClose(() => notebook.close())
  notebooks.set(session, notebook)
  return notebook
}
