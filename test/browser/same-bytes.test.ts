import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unstable_startWorker } from 'wrangler'
import { ensureChromium } from '../../scripts/lib/chromium.mjs'
import { digests } from '../../shared/engine/test-support/digest.ts'

const SEED = 20_261_122
const HISTORIES = 40

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flotilla-bytes-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The engine with its random histories as one script that runs anywhere. */
async function bundle(): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      minify: false,
      lib: {
        entry: join(import.meta.dirname, '../../shared/engine/test-support/digest.ts'),
        formats: ['es'],
        fileName: () => 'digest.js',
      },
    },
  })
  return await readFile(join(folder, 'digest.js'), 'utf8')
}

async function inWorkerd(script: string): Promise<unknown> {
  const entrypoint = join(folder, 'worker.js')
  const answer = `Response.json(digests(${SEED}, ${HISTORIES}))`
  await writeFile(entrypoint, `${script}\nexport default { fetch: () => ${answer} }`)
  const worker = await unstable_startWorker({
    name: 'same-bytes',
    entrypoint,
    compatibilityDate: '2026-08-01',
    envFiles: [],
    dev: {
      server: { port: 0 },
      inspector: false,
      persist: false,
      watch: false,
      logLevel: 'error',
    },
  })
  try {
    const response = await worker.fetch('http://localhost/')
    return await response.json()
  } finally {
    await worker.dispose()
  }
}

async function inChromium(script: string): Promise<unknown> {
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ['--no-sandbox'],
  })
  try {
    const page = await browser.newPage()
    const source = `${script}\nglobalThis.answer = digests(${SEED}, ${HISTORIES})`
    await page.addScriptTag({ type: 'module', content: source })
    await page.waitForFunction('globalThis.answer')
    return await page.evaluate('globalThis.answer')
  } finally {
    await browser.close()
  }
}

test(`[LW3] ${HISTORIES} random histories give the same bytes in Node, workerd and Chromium`, async () => {
  const expected = digests(SEED, HISTORIES)
  expect(new Set(expected).size).toBeGreaterThan(HISTORIES / 2)
  const script = await bundle()
  expect(await inWorkerd(script)).toEqual(expected)
  expect(await inChromium(script)).toEqual(expected)
})
