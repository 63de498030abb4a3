import { forget, recall, remember } from './memory.ts'

export type Theme = 'system' | 'light' | 'dark'

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }

function remembered(): Theme {
  const value = recall('theme')
  return value === 'light' || value === 'dark' ? value : 'system'
}

class ThemeState {
  current = $state<Theme>(remembered())

  use(theme: Theme) {
    this.current = theme
    if (theme === 'system') {
      forget('theme')
      delete document.documentElement.dataset.theme
    } else {
      remember('theme', theme)
      document.documentElement.dataset.theme = theme
    }
  }

  /** System, day, night, and round again. */
  turn() {
    this.use(NEXT[this.current])
  }
}

export const theme = new ThemeState()
