// `node scripts/screenshots.mjs`: makes the pictures of docs/images anew, from the real app.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { ensureChromium } from './lib/chromium.mjs'
import { inRoot } from './lib/paths.mjs'
import { command } from './lib/run.mjs'
import { startServer } from './lib/server.mjs'
import { ensureWeb } from './lib/web.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} Look */

const IMAGES = inRoot('docs/images')
const WIDE = { width: 1280, height: 800 }

/**
 * @param {Page} page
 * @param {string} name
 */
const shoot = (page, name) => page.screenshot({ path: join(IMAGES, `${name}.png`) })

/**
 * @param {Page} page
 * @param {string} url
 * @returns {Promise<string>} the link of the class
 */
async function open(page, url) {
  await page.goto(`${url}/#/open`)
  await page.getByLabel('What is the class called?').fill('Rolling updates')
  await page.getByLabel('Your name').fill('Grace')
  await page.getByRole('button', { name: 'Open the class' }).click()
  await page.getByRole('button', { name: 'Invite' }).click()
  const code = await page.locator('dialog .code').innerText()
  await page.keyboard.press('Escape')
  return `${url}/j/${code.trim()}`
}

/**
 * @param {Page} page
 * @param {string} link
 * @param {string} name
 */
async function joinClass(page, link, name) {
  await page.goto(link)
  await page.locator('input[autocomplete=nickname]').fill(name)
  await page.locator('form .button.main').click()
  await page.locator('.ship').first().waitFor()
}

/**
 * Waits until a pod on the map has this STATUS word.
 * @param {Page} page
 * @param {string} status
 */
const seen = (page, status) => page.locator(`.sea .pod[data-status="${status}"]`).first().waitFor()

/**
 * @param {(look: Look) => Promise<Page>} newPage
 * @param {string} url
 */
async function tell(newPage, url) {
  const teacher = await newPage({ colorScheme: 'light' })
  await teacher.goto(url)
  await shoot(teacher, 'front')
  const link = await open(teacher, url)

  const ada = await newPage({ colorScheme: 'light' })
  await joinClass(ada, link, 'Ada')
  const lei = await newPage({ colorScheme: 'dark', locale: 'zh-CN' })
  await joinClass(lei, link, '李雷')
  await ada.getByRole('button', { name: 'Deployment' }).click()
  await lei.locator('.cm-content').getByText('replicas: 3').click()
  await lei.keyboard.press('End')
  await ada.getByRole('button', { name: 'Apply' }).click()
  await seen(ada, 'Running')
  await teacher.getByRole('tab', { name: 'Storms' }).click()
  await teacher.getByRole('button', { name: 'Ship a typo' }).click()
  await seen(ada, 'ImagePullBackOff')
  await shoot(ada, 'class')

  await ada.getByRole('button', { name: 'Actions for nginx-deployment' }).click()
  await ada.getByRole('button', { name: 'Undo' }).click()
  await teacher.locator('.load[data-state="calm"]').waitFor()
  await teacher.getByLabel('Speed of class time').selectOption('60')
  await teacher.getByRole('button', { name: 'Crash a node' }).click()
  await seen(teacher, 'Terminating')
  await teacher.locator('.load[data-state="calm"]').waitFor()
  await shoot(teacher, 'storm')
  await shoot(lei, 'night')

  await teacher.getByRole('tab', { name: 'Lessons' }).click()
  await teacher.getByRole('button', { name: 'As a challenge' }).click()
  await seen(ada, 'ImagePullBackOff')
  await shoot(ada, 'challenge')
}

await command(async () => {
  await ensureWeb()
  mkdirSync(IMAGES, { recursive: true })
  const state = mkdtempSync(join(tmpdir(), 'flotilla-screenshots-'))
  const server = await startServer({ state })
  const executablePath = await ensureChromium()
  const args = ['--no-sandbox', '--headless', '--disable-gpu', '--disable-background-networking']
  const browser = await chromium.launch({ executablePath, args })
  try {
    await tell(async (look) => {
      const context = await browser.newContext({ locale: 'en-US', viewport: WIDE, ...look })
      return context.newPage()
    }, server.url)
  } finally {
    await browser.close()
    await server.stop()
    rmSync(state, { recursive: true, force: true })
  }
})
