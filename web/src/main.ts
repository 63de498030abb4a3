import { mount } from 'svelte'
import App from './App.svelte'
import { language, preferredLanguage } from './state/language.svelte.ts'
import { router } from './state/route.svelte.ts'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'

router.start()
await language.use(preferredLanguage())
const target = document.getElementById('app')
if (target) mount(App, { target })
