import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { basicSetup } from 'codemirror'
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'

/** Colours come from the page's tokens, so both themes fit without a second editor. */
const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--card)', color: 'var(--ink)', fontSize: '0.86rem' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunk)',
    color: 'var(--ink-soft)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in oklch, var(--primary) 9%, transparent)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'color-mix(in oklch, var(--primary) 28%, transparent)' },
  '.cm-panels': { backgroundColor: 'var(--sunk)', color: 'var(--ink)' },
  '.cm-tooltip': { backgroundColor: 'var(--card)', border: '1px solid var(--line)' },
  '.cm-ySelectionInfo': {
    opacity: '1',
    padding: '1px 5px',
    borderRadius: '3px 3px 3px 0',
    fontFamily: 'var(--text)',
    fontSize: '0.68rem',
    zIndex: '3',
  },
})

const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--primary)' },
    { tag: tags.string, color: 'var(--good)' },
    { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--warn)' },
    { tag: [tags.comment, tags.lineComment], color: 'var(--ink-soft)', fontStyle: 'italic' },
    { tag: [tags.meta, tags.punctuation, tags.separator], color: 'var(--ink-soft)' },
  ]),
)

/**
 * Opens an editor on a shared text: undo takes back one's own typing only, and the cursors of
 * other people carry their names.
 */
export function openEditor(parent: HTMLElement, text: Y.Text, awareness: Awareness, label: string) {
  const undoManager = new Y.UndoManager(text)
  const writing = new Compartment()
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text.toString(),
      extensions: [
        keymap.of(yUndoManagerKeymap),
        basicSetup,
        yaml(),
        look,
        colours,
        yCollab(text, awareness, { undoManager }),
        writing.of([]),
        EditorState.tabSize.of(2),
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
      ],
    }),
  })
  return {
    allowWriting(allowed: boolean) {
      const rules = [EditorState.readOnly.of(!allowed), EditorView.editable.of(allowed)]
      view.dispatch({ effects: writing.reconfigure(rules) })
    },
    close() {
      undoManager.destroy()
      view.destroy()
    },
  }
}
