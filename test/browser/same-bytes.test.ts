import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { ensureChromium } from '../../scripts/lib/chromium.mjs'
import { digests } from '../../shared/engine/test-support/digest.ts'

const SEED = 20_261_122
const HISTORIES = 40

/** The engine with its random histories as one script that runs anywhere. */
async function bundle(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'flotilla-bytes-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      build: {
        outDir,
        minify: false,
        lib: {
          entry: join(import.meta.dirname, '../../shared/engine/test-support/digest.ts'),
          formats: ['es'],
          fileName: () => 'digest.js',
        },
      },
    })
    return await readFile(join(outDir, 'digest.js'), 'utf8')
  } finally {
    await rm(outDir, { recursive: true })
  }
}

async function inWorkerd(script: string): Promise<unknown> {
  const handler = `export default {
    fetch: () => Response.json(digests(${SEED}, ${HISTORIES})),
  }`
  const miniflare = new Miniflare({
    modules: true,
    compatibilityDate: '2026-08-01',
    script: `${script}\n${handler}`,
  })
  try {
    const response = await miniflare.dispatchFetch('http://localhost/')
    return await response.json()
  } finally {
    await miniflare.dispose()
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
