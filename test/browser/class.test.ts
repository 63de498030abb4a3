import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Harbour,
  joinClass,
  kubectl,
  type Line,
  lineOf,
  openClass,
  openHarbour,
  pods,
} from './harbour.ts'
import { crashOf, spreads, watchCrash } from './sightings.ts'

const MANIFEST_LINE = 'replicas: 3'
/** People do not notice more; the printed figure is usually far below it. */
const NOTICED_MS = 1_000

let harbour: Harbour
let [teacher, ada, lei] = [] as unknown as [Page, Page, Page]
let everybody: Page[] = []
let line: Line

beforeAll(async () => {
  harbour = await openHarbour()
  teacher = await harbour.window()
  ada = await harbour.window({ colorScheme: 'dark' })
  lei = await harbour.window()
  line = await lineOf(lei)
  everybody = [teacher, ada, lei]
  teacher.on('dialog', (dialog) => void dialog.accept())
  const startedMs = Date.now()
  const code = await openClass(teacher, harbour.url, 'Rolling updates')
  const openedMs = Date.now()
  await joinClass(ada, harbour.url, code, 'Ada')
  const joinedMs = Date.now()
  await joinClass(lei, harbour.url, code, 'Lei')
  console.log(`open a class: ${openedMs - startedMs} ms, join it: ${joinedMs - openedMs} ms`)
})
afterAll(() => harbour?.close())

const speed = (factor: string) =>
  teacher.getByLabel('Speed of class time').selectOption(factor, { timeout: 5_000 })

describe('a class in three windows', () => {
  it('types one manifest together and applies it', async () => {
    await ada.getByRole('button', { name: 'Deployment' }).click()
    const texts = [ada, lei].map((page) => page.locator('.cm-content'))
    await lei.getByText(MANIFEST_LINE).click()
    await lei.keyboard.press('Home')
    await lei.keyboard.type('# Lei was here\n')
    await ada.locator('.cm-content').getByText('kind: Deployment').click()
    await ada.keyboard.press('Home')
    await ada.keyboard.type('# so was Ada\n')
    for (const text of texts) {
      await text.getByText('# Lei was here').waitFor()
      await text.getByText('# so was Ada').waitFor()
    }
    // The last key may still be on its way from one window to the other.
    await expect
      .poll(async () => new Set(await Promise.all([ada, lei].map(textOf))).size, { timeout: 5_000 })
      .toBe(1)
    await expectCursor(lei, 'Ada')

    await lei.getByRole('button', { name: 'Apply' }).click()
    await lei.getByText('created').waitFor()
    for (const page of everybody) await pods(page, 'running', 3)
  })

  it('says beside the editor what the server refuses, and changes nothing', async () => {
    await ada.getByText(MANIFEST_LINE).dblclick({ position: { x: 20, y: 5 } })
    await ada.keyboard.press('End')
    await ada.keyboard.type('many')
    await ada.getByRole('button', { name: 'Check' }).click()
    await ada.locator('.reports .note.bad').waitFor()
    expect(await ada.locator('.reports').innerText()).toContain('replicas')
    for (let i = 0; i < 'many'.length; i++) await ada.keyboard.press('Backspace')
    await pods(teacher, 'running', 3)
  })

  it('sees a bad image in every window, and an undo heals it', async () => {
    await teacher.getByRole('tab', { name: 'Storms' }).click()
    await teacher.getByRole('button', { name: 'Ship a typo' }).click()
    for (const page of everybody)
      await page.locator('.ship .pod[data-status="ImagePullBackOff"]').waitFor()
    for (const page of everybody) await page.locator('.load[data-state="stuck"]').waitFor()

    await ada.getByRole('button', { name: 'Actions for nginx-deployment' }).click()
    await ada.getByRole('button', { name: 'Undo' }).click()
    for (const page of everybody) {
      await page.locator('.load[data-state="calm"]').waitFor()
      await pods(page, 'running', 3)
    }
  })

  it('sees a node crash and its pods move at the same time; heal brings it back', async () => {
    await speed('10')
    await teacher.getByRole('tab', { name: 'Storms' }).click()
    const node = await teacher.locator('.ship:has(.pod)').first().getAttribute('data-node')
    await teacher.getByRole('combobox', { name: 'Node' }).selectOption(node)
    for (const page of everybody) await watchCrash(page, node ?? '')
    await teacher.getByRole('button', { name: 'Crash a node' }).click()
    const sightings = await Promise.all(everybody.map(crashOf))
    for (const [what, ms] of spreads(sightings)) {
      console.log(`${what}: seen by three windows within ${ms} ms`)
      expect(ms, what).toBeLessThan(NOTICED_MS)
    }
    await teacher.getByRole('button', { name: 'Heal', exact: true }).click()
    for (const page of everybody)
      await page.locator(`.ship[data-node="${node}"][data-ready="true"]`).waitFor()
    await speed('1')
  })

  it('keeps what is typed while the line is down', async () => {
    line.cut()
    await lei.getByText('The connection is lost').waitFor()
    await lei.locator('.cm-content').getByText('kind: Deployment').click()
    await lei.keyboard.press('End')
    await lei.keyboard.type(' # offline')
    line.mend()
    await lei.getByText('The connection is lost').waitFor({ state: 'detached' })
    await ada.locator('.cm-content').getByText('# offline').waitFor()
  })

  it('raises a hand, is announced to, and is frozen', async () => {
    await ada.getByRole('button', { name: 'Raise hand' }).click()
    await teacher.getByRole('tab', { name: 'People' }).click()
    await teacher.getByRole('button', { name: 'Helped' }).click()
    await ada.getByRole('button', { name: 'Raise hand' }).waitFor()
    await teacher.getByLabel('Say to everybody').fill('Five minutes left')
    await teacher.getByRole('button', { name: 'Send' }).click()
    for (const page of [ada, lei]) await page.getByText('Five minutes left').waitFor()
    await teacher.getByLabel('Frozen: students look').check()
    for (const page of [ada, lei])
      await page.getByRole('button', { name: 'Apply', disabled: true }).waitFor()
    await teacher.getByLabel('Frozen: students look').uncheck()
    await ada.getByRole('button', { name: 'Apply', disabled: false }).waitFor()
  })

  it('comes back to the same seat after a reload', async () => {
    await ada.reload()
    await ada.locator('.cm-content').getByText('# offline').waitFor()
    await ada.getByRole('tab', { name: 'People' }).click()
    expect(await ada.locator('.person').count()).toBe(3)
  })

  it('did all this without an error in any page', () => {
    expect(harbour.troubles).toEqual([])
  })
})

/** The text of the editor without other people's cursors in it. */
function textOf(page: Page): Promise<string> {
  return page.locator('.cm-content').evaluate((content) => {
    const copy = content.cloneNode(true) as Element
    for (const cursor of copy.querySelectorAll('.cm-ySelectionCaret')) cursor.remove()
    return [...copy.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n')
  })
}

async function expectCursor(page: Page, name: string) {
  await page.locator('.cm-ySelectionInfo', { hasText: name }).waitFor({ state: 'attached' })
}

describe('a lesson', () => {
  const start = async (how: string, mode: string) => {
    await teacher.getByRole('tab', { name: 'Lessons' }).click()
    await teacher.getByRole('button', { name: how }).click()
    for (const page of [ada, lei]) await page.locator('.top .pill', { hasText: mode }).waitFor()
    await teacher.locator('.top .pill', { hasText: mode }).waitFor()
    for (const page of [ada, lei]) {
      await page.locator('.ship .pod[data-status="ImagePullBackOff"]').waitFor()
    }
  }
  const task = (page: Page, id: string, state: string) =>
    page.locator(`.task[data-task="${id}"][data-state="${state}"]`).waitFor({ timeout: 60_000 })
  const end = async () => {
    await teacher.getByRole('button', { name: 'End', exact: true }).click()
    await teacher.getByText('Ended').first().waitFor()
  }
  const mend = async (page: Page) => {
    await kubectl(page, 'kubectl label pods --field-selector status.phase=Pending suspect=true')
    await kubectl(page, 'kubectl rollout undo deployment/nginx-deployment')
    await kubectl(page, 'kubectl rollout status deployment/nginx-deployment')
    await kubectl(page, 'kubectl set image deployment/nginx-deployment nginx=nginx:1.9.1')
    await kubectl(page, 'kubectl rollout status deployment/nginx-deployment')
    await page.getByRole('tab', { name: 'Tasks' }).click()
  }

  it('is done together, and its tasks turn green by themselves in every window', async () => {
    await start('Together', 'Exercise')
    await speed('5')
    await mend(ada)
    for (const page of [ada, lei])
      for (const id of ['find', 'recover', 'ship', 'always-three']) await task(page, id, 'passed')
    expect(await teacher.locator('.board .points').last().innerText()).toBe('100')
    await end()
  })

  it('is a challenge on a cluster each: the wrong way is graded as wrong', async () => {
    await start('As a challenge', 'Challenge')
    await Promise.all([mend(ada), outage(lei)])
    await task(ada, 'ship', 'passed')
    await task(lei, 'always-three', 'failed')
    await task(lei, 'ship', 'passed')
    const line = (name: string) =>
      teacher.locator('.board').first().locator('tr', { hasText: name })
    await expect.poll(() => line('Ada').locator('.points').innerText()).toBe('100')
    const wrong = Number(await line('Lei').locator('.points').innerText())
    expect(wrong).toBeLessThan(100)

    await end()
    const download = teacher.waitForEvent('download')
    await teacher.getByRole('button', { name: 'Grades as CSV' }).first().click()
    const csv = await text(await (await download).createReadStream())
    expect(csv).toMatch(/,challenge,.*,Ada,total,final,100/)
    expect(csv).toMatch(new RegExp(`,challenge,.*,Lei,total,final,${wrong}`))

    await teacher.getByRole('button', { name: 'Grade again from the logs' }).first().click()
    await teacher.getByText('Nobody moved').waitFor()
  })

  async function outage(page: Page) {
    await kubectl(page, 'kubectl scale deployment/nginx-deployment --replicas=0')
    await kubectl(page, 'kubectl set image deployment/nginx-deployment nginx=nginx:1.9.1')
    await kubectl(page, 'kubectl scale deployment/nginx-deployment --replicas=3')
    await kubectl(page, 'kubectl rollout status deployment/nginx-deployment')
    await page.getByRole('tab', { name: 'Tasks' }).click()
  }
})

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
