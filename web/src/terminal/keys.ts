import type { Terminal } from './terminal.svelte.ts'

/** The line that is being typed. */
export interface Typing {
  line(): string
  replace(text: string): void
  /** Some of it is marked: Ctrl-C copies then. */
  hasSelection(): boolean
}

/** What the keys of a command line do beside typing. */
export function keysOf(terminal: Terminal, typing: Typing): (event: KeyboardEvent) => void {
  const ofControl: Record<string, () => void> = {
    c: () => {
      terminal.stop()
      if (terminal.isRaw || !terminal.isRunning) typing.replace('')
    },
    d: () => {
      terminal.endInput(typing.line())
      if (terminal.isRaw) typing.replace('')
    },
    l: () => terminal.clear(),
    u: () => typing.replace(''),
  }
  const alone: Record<string, () => void> = {
    ArrowUp: () => typing.replace(terminal.recall(-1, typing.line())),
    ArrowDown: () => typing.replace(terminal.recall(1, typing.line())),
  }
  return (event) => {
    if (event.altKey || event.metaKey || event.isComposing) return
    const isCopying = event.key === 'c' && typing.hasSelection()
    const deed = (event.ctrlKey ? ofControl : alone)[event.key]
    if (!deed || (event.ctrlKey && isCopying)) return
    event.preventDefault()
    deed()
  }
}
