import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harbour, openClass, openHarbour } from './harbour.ts'

let harbour: Harbour
let place = ''

beforeAll(async () => {
  harbour = await openHarbour()
  const page = await harbour.window()
  await openClass(page, harbour.url, 'Looks')
  place = new URL(page.url()).pathname
  seat = await page.evaluate((key) => localStorage.getItem(key) ?? '', seatKey())
})
afterAll(() => harbour?.close())

let seat = ''
const seatKey = () => `flotilla.seat.${place.split('/').at(-1)}`

const LANGUAGES = { 'en-US': 'Open a class', 'zh-CN': '开一堂课' }

/** Text and ground that are shown together, as names of tokens. */
const PAIRS = [
  ...['ink', 'ink-soft', 'primary'].flatMap((ink) =>
    ['paper', 'card', 'sunk', 'sea'].map((ground) => [ink, ground] as const),
  ),
  ['good', 'good-soft'],
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
  ['bad', 'card'],
  ['on-primary', 'primary'],
  ['on-hull', 'hull'],
] as const

/** WCAG 2.2 contrast of two tokens as this page paints them. */
function contrastOf(page: Page, ink: string, ground: string): Promise<number> {
  return page.evaluate(
    ([ink, ground]) => {
      const probe = document.body.appendChild(document.createElement('p'))
      probe.style.cssText = `color: var(--${ink}); background: var(--${ground})`
      const { color, backgroundColor } = getComputedStyle(probe)
      probe.remove()
      const luminance = (css: string) => {
        const [r = 0, g = 0, b = 0] = (css.match(/\d+/g) ?? []).map((part) => {
          const value = Number(part) / 255
          return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
      }
      const [a, b] = [luminance(color), luminance(backgroundColor)]
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    },
    [ink, ground] as const,
  )
}

/** Controls that say nothing to people who cannot see them. */
function namelessControls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a, input, select, [role=tab]')]
      .filter((control) => control.getClientRects().length > 0)
      .filter((control) => {
        const label = (control as HTMLInputElement).labels?.[0]?.textContent
        const said = control.getAttribute('aria-label') ?? label ?? control.textContent
        return !said?.trim()
      })
      .map((control) => `${control.tagName} ${control.className}`),
  )
}

/** Nothing hangs out of the window, and no key of the catalogue shows instead of its text. */
async function expectTidy(page: Page) {
  const text = await page.locator('body').innerText()
  expect(text).not.toMatch(/\b(front|class|map|load|edit|term|storm|lesson|object|log)\.[a-z]+/)
  expect(await namelessControls(page)).toEqual([])
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
  ).toBeLessThanOrEqual(0)
}

/** Opens what is folded, such as the groups of storms. */
function unfold(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const part of document.querySelectorAll('details')) part.open = true
  })
}

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.each(Object.entries(LANGUAGES))('shows every screen in %s', async (locale, open) => {
    const page = await harbour.window({ colorScheme, locale })
    await page.goto(harbour.url)
    await page.getByRole('tab', { name: open }).click()
    await expectTidy(page)
    for (const [ink, ground] of PAIRS)
      expect(await contrastOf(page, ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)

    await page.evaluate(([key, seat]) => localStorage.setItem(key, seat), [
      seatKey(),
      seat,
    ] as const)
    await page.goto(harbour.url + place)
    await page.locator('.ship').first().waitFor()
    const tabs = page.locator('.tab')
    for (let i = 0; i < (await tabs.count()); i++) {
      await tabs.nth(i).click()
      await page.waitForTimeout(150)
      await unfold(page)
      await expectTidy(page)
    }
    await page.context().close()
  })
})

it('fits a phone', async () => {
  const page = await harbour.window({ viewport: { width: 390, height: 844 } })
  await page.goto(harbour.url)
  await expectTidy(page)
  await page.evaluate(([key, seat]) => localStorage.setItem(key, seat), [seatKey(), seat] as const)
  await page.goto(harbour.url + place)
  await page.locator('.ship').first().waitFor()
  await expectTidy(page)
})

it('turns to the other language and theme at once, and remembers both', async () => {
  const page = await harbour.window({ colorScheme: 'light' })
  await page.goto(harbour.url)
  await page.getByRole('button', { name: '中文' }).click()
  await page.getByRole('button', { name: /^主题/ }).click()
  await page.getByRole('button', { name: /^主题/ }).click()
  await page.reload()
  await page.getByRole('tab', { name: '开一堂课' }).waitFor()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
})

it('says what to do when a code is wrong, and when this device has no seat', async () => {
  const page = await harbour.window()
  await page.goto(`${harbour.url}/j/ZZZZZ9`)
  await page.getByLabel('Your name').fill('Ada')
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByText('There is no class with this code.').waitFor()
  await page.goto(`${harbour.url}/c/nowhere`)
  await page.getByText('No seat on this device').waitFor()
})

it('lets newcomers wait in the lobby until they are let in, and sends away who is removed', async () => {
  const teacher = await harbour.window()
  teacher.on('dialog', (dialog) => void dialog.accept())
  const code = await openClass(teacher, harbour.url, 'Lobby')
  await teacher.getByRole('tab', { name: 'People' }).click()
  await teacher.getByLabel('Lobby: newcomers wait').check()
  const ada = await harbour.window()
  await ada.goto(`${harbour.url}/j/${code}`)
  await ada.getByLabel('Your name').fill('Ada')
  await ada.getByRole('button', { name: 'Join', exact: true }).click()
  await ada.getByText('You are in the lobby').waitFor()
  await teacher.getByRole('button', { name: 'Let in', exact: true }).click()
  await ada.locator('.ship').first().waitFor()
  await teacher.getByRole('button', { name: 'Remove Ada' }).click()
  await ada.getByText('You cannot come in').waitFor()
})

it('did all this without an error in any page', () => {
  expect(harbour.troubles).toEqual([])
})
