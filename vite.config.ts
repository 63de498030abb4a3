import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { textModules } from './scripts/lib/text-modules.mjs'

const root = fileURLToPath(new URL('./web', import.meta.url))
const backend = 'http://localhost:8787'

export default defineConfig({
  root,
  plugins: [textModules(), svelte({ configFile: false })],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The content policy allows no inline code, so nothing is inlined into the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // `npx vite` beside a running `npm start`: hot reload for the page, the real server behind it.
  server: {
    proxy: {
      '/api': backend,
      '/k8s': backend,
      '/ws': { target: backend, ws: true },
    },
  },
})
