import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
  type WebSocketRoute,
} from 'playwright-core'
import { ensureChromium } from '../../scripts/lib/chromium.mjs'
import { startServer } from '../../scripts/lib/server.mjs'
import { ensureWeb } from '../../scripts/lib/web.mjs'

/** The real server on fresh data and a browser: what `npm start` gives people. */
export interface Harbour {
  url: string
  /** A window of its own, as on another computer. What goes wrong in it is kept in `troubles`. */
  window(options?: BrowserContextOptions): Promise<Page>
  troubles: string[]
  close(): Promise<void>
}

const ARGS = ['--no-sandbox', '--headless', '--disable-gpu', '--disable-background-networking']
const PATIENCE_MS = 20_000

export async function openHarbour(): Promise<Harbour> {
  await ensureWeb()
  const state = await mkdtemp(join(tmpdir(), 'flotilla-browser-'))
  const server = await startServer({ state })
  const browser: Browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ARGS,
  })
  const troubles: string[] = []
  return {
    url: server.url,
    troubles,
    async window(options = {}) {
      const viewport = { width: 1440, height: 900 }
      const context = await browser.newContext({ locale: 'en-US', viewport, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(PATIENCE_MS)
      page.on('pageerror', (error) => troubles.push(error.message))
      return page
    },
    async close() {
      await browser.close()
      await server.stop()
      await rm(state, { recursive: true, force: true })
    },
  }
}

/** Opens a class on the front page; gives its code. */
export async function openClass(page: Page, url: string, title: string): Promise<string> {
  await page.goto(`${url}/#/open`)
  await page.getByLabel('What is the class called?').fill(title)
  await page.getByLabel('Your name').fill('Grace')
  await page.getByRole('button', { name: 'Open the class' }).click()
  await page.getByRole('button', { name: 'Invite' }).click()
  const code = await page.locator('dialog .code').innerText()
  await page.keyboard.press('Escape')
  return code.trim()
}

/** Follows the link of a class and types a name. */
export async function joinClass(page: Page, url: string, code: string, name: string) {
  await page.goto(`${url}/j/${code}`)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.locator('.ship').first().waitFor()
}

/** Types one line into the page's terminal and waits until it has run. */
export async function kubectl(page: Page, line: string) {
  await page.getByRole('tab', { name: 'Terminal' }).click()
  const input = page.getByLabel('Command line')
  await input.fill(line)
  await input.press('Enter')
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' })
}

/** Waits until so many pods stand on the map in this state of life. */
export async function pods(page: Page, life: string, count: number) {
  const found = page.locator(`.sea .pod[data-life="${life}"]`)
  const wanted = { selector: `.sea .pod[data-life="${life}"]`, count }
  await page
    .waitForFunction(
      ({ selector, count }) => document.querySelectorAll(selector).length === count,
      wanted,
      { timeout: PATIENCE_MS },
    )
    .catch(async () => {
      throw new Error(`${await found.count()} pods are ${life}, not ${count}`)
    })
}

/** The line between a page and the rooms. */
export interface Line {
  /** Breaks every socket, and every new one, until it is mended. */
  cut(): void
  mend(): void
}

/** Takes hold of a page's sockets; call it before the page is opened. */
export async function lineOf(page: Page): Promise<Line> {
  const open = new Set<WebSocketRoute>()
  let isCut = false
  await page.routeWebSocket(/\/ws\//, (socket) => {
    if (isCut) return void socket.close({ code: 1001 })
    socket.connectToServer()
    open.add(socket)
  })
  return {
    cut() {
      isCut = true
      for (const socket of open) void socket.close({ code: 1001 })
      open.clear()
    },
    mend() {
      isCut = false
    },
  }
}
