import { mount } from 'svelte'
import App from './App.svelte'
import { language, preferredLanguage } from './state/language.svelte.ts'
import { recall, remember } from './state/memory.ts'
import { router } from './state/route.svelte.ts'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'

/** A page from before a deployment asks for parts that are gone: the new page has them. */
const RELOAD_AGAIN_MS = 60_000
addEventListener('vite:preloadError', () => {
  if (Date.now() - Number(recall('reloaded') ?? 0) < RELOAD_AGAIN_MS) return
  remember('reloaded', String(Date.now()))
  location.reload()
})

router.start()
await language.use(preferredLanguage())
const target = document.getElementById('app')
if (target) mount(App, { target })
