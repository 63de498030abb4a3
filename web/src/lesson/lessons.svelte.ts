import { getJson } from '../state/server.ts'
import { language } from '../state/language.svelte.ts'

/** Text in both languages. */
export interface Words {
  en: string
  zh: string
}

export interface LessonTask {
  id: string
  title: Words
  weight: number
}

/** What people may know of a lesson: never its checks, hidden events and solutions. */
export interface LessonInfo {
  name: string
  title: Words
  summary: Words
  /** Markdown. */
  text: Words
  tasks: LessonTask[]
}

class Lessons {
  list = $state.raw<LessonInfo[]>([])
  error = $state.raw<unknown>(null)
  #isAsked = false

  /** Fetches the list once; a failed try may be repeated. */
  async ask(token: string) {
    if (this.#isAsked) return
    this.#isAsked = true
    try {
      this.list = await getJson<LessonInfo[]>('/api/lessons', token)
      this.error = null
    } catch (error) {
      this.error = error
      this.#isAsked = false
    }
  }

  named = (name: string) => this.list.find((lesson) => lesson.name === name)
}

/** The lessons that the server offers. */
export const lessons = new Lessons()

/** Words in the language of the page. */
export const inLanguage = (words: Words | undefined): string => words?.[language.current] ?? ''
