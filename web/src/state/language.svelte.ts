import { IntlMessageFormat } from 'intl-messageformat'
import type english from '../../messages/en.json'
import { recall, remember } from './memory.ts'

export type Language = 'en' | 'zh'
export type MessageKey = keyof typeof english
export type Catalogue = Record<MessageKey, string>
type Values = Record<string, string | number>

/** Names of the languages in the languages themselves, for the menu. */
export const LANGUAGES: Record<Language, string> = { en: 'English', zh: '中文' }

const catalogues: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('../../messages/en.json'),
  zh: () => import('../../messages/zh.json'),
}

class LanguageState {
  current = $state<Language>('en')
  #catalogue = $state.raw<Catalogue>({} as Catalogue)
  #formats = new Map<string, IntlMessageFormat>()

  /** Loads a catalogue and shows everything in it from then on. */
  async use(language: Language) {
    const { default: catalogue } = await catalogues[language]()
    this.#formats.clear()
    this.#catalogue = catalogue
    this.current = language
    remember('language', language)
    if (typeof document !== 'undefined')
      document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }

  /** The text of a key; values fill its {places}. A missing key shows itself. */
  text(key: MessageKey, values?: Values): string {
    const pattern = this.#catalogue[key] ?? key
    if (!values) return pattern
    let format = this.#formats.get(key)
    if (!format) this.#formats.set(key, (format = new IntlMessageFormat(pattern, this.current)))
    return String(format.format(values))
  }

  has(key: string): key is MessageKey {
    return key in this.#catalogue
  }
}

/** The one language of the page. */
export const language = new LanguageState()

/** Short for `language.text`: what templates call. */
export const t = (key: MessageKey, values?: Values): string => language.text(key, values)

/** What the person chose earlier, else what the browser prefers. */
export function preferredLanguage(): Language {
  const chosen = recall('language')
  if (chosen === 'en' || chosen === 'zh') return chosen
  const wishes = typeof navigator === 'undefined' ? [] : navigator.languages
  const known = wishes.find((wish) => /^(en|zh)\b/.test(wish))
  return known?.startsWith('zh') ? 'zh' : 'en'
}
