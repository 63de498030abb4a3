import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harbour, joinClass, kubectl, openClass, openHarbour } from './harbour.ts'

const COUNTS = 'i=0; while true; do echo line $i; i=$((i+1)); sleep 1; done'

let harbour: Harbour
let teacher: Page
let ada: Page

beforeAll(async () => {
  harbour = await openHarbour()
  teacher = await harbour.window()
  ada = await harbour.window({ colorScheme: 'dark' })
  const code = await openClass(teacher, harbour.url, 'Pods')
  await joinClass(ada, harbour.url, code, 'Ada')
})
afterAll(() => harbour?.close())

/** The newest number that the Logs tab shows; -1 while it shows none. */
async function newestLine(page: Page): Promise<number> {
  const text = await page.locator('.log-text').innerText()
  return Number(/line (\d+)\s*$/.exec(text)?.[1] ?? -1)
}

/** Waits until the terminal shows a line. */
function says(page: Page, line: string) {
  const output = page.getByRole('log', { name: 'Output' })
  const lines = async () => (await output.innerText()).split('\n').map((text) => text.trimEnd())
  return expect.poll(lines, { timeout: 20_000 }).toContain(line)
}

describe('a pod whose program counts', () => {
  it('is made in the terminal, and its lines come in the Logs tab', async () => {
    await kubectl(ada, `kubectl run chatty --image=busybox -- sh -c '${COUNTS}'`)
    const box = ada.locator('.ship .pod[data-pod="chatty"][data-life="running"]')
    await box.waitFor()
    // By keys alone, as people who use no mouse do.
    await box.focus()
    await ada.keyboard.press('Enter')
    await ada.getByRole('tab', { name: 'Overview' }).focus()
    await ada.keyboard.press('ArrowRight')
    await ada.getByText('following').waitFor()
    await expect.poll(() => newestLine(ada), { timeout: 20_000 }).toBeGreaterThan(1)
    const before = await newestLine(ada)
    await expect.poll(() => newestLine(ada), { timeout: 20_000 }).toBeGreaterThan(before + 1)
  })

  it('shows only the lines that are looked for, and their times', async () => {
    await ada.getByLabel('Search the log').fill('LINE 1')
    await expect.poll(() => ada.locator('.log-text').innerText()).not.toContain('line 0')
    await ada.getByLabel('timestamps').check()
    await ada.locator('.log-text', { hasText: /\d{4}-\d\d-\d\dT\S+Z line 1/ }).waitFor()
    await ada.getByLabel('timestamps').uncheck()
    await ada.getByLabel('previous run').check()
    await ada.getByText('previous terminated container "chatty" in pod "chatty"').waitFor()
    await ada.getByLabel('previous run').uncheck()
    await ada.getByLabel('Search the log').fill('')
    await expect.poll(() => newestLine(ada), { timeout: 20_000 }).toBeGreaterThan(0)
    await ada.keyboard.press('Escape')
    await ada.locator('.drawer').waitFor({ state: 'detached' })
  })

  it('answers a command that is run in it', async () => {
    await kubectl(ada, 'kubectl exec chatty -- sh -c "hostname; exit 3"')
    await says(ada, 'command terminated with exit code 3')
    await says(ada, 'chatty')
  })

  it('opens a shell by a button; keys go there until its input ends', async () => {
    await ada.locator('.ship .pod[data-pod="chatty"]').click()
    await ada.locator('.drawer').getByRole('button', { name: 'Exec' }).click()
    const shell = ada.getByLabel('Input of the container')
    await shell.fill('echo 你好 from $(hostname)')
    await shell.press('Enter')
    await says(ada, '你好 from chatty')
    await shell.fill('sleep 1000')
    await shell.press('Enter')
    await says(ada, '/ # sleep 1000')
    await shell.press('Control+c')
    await says(ada, '^C')
    await shell.fill('printf "10%%\\r99%%\\n"')
    await shell.press('Enter')
    await says(ada, '99%')
    await shell.press('Control+d')
    await ada.getByLabel('Command line').waitFor()
    await kubectl(ada, 'kubectl get pod chatty')
    await ada.getByText('RESTARTS').waitFor()
  })

  it('is killed by a storm for its memory, and healed', async () => {
    await teacher.getByRole('tab', { name: 'Storms' }).click()
    await teacher.getByText('Containers', { exact: true }).click()
    await teacher
      .locator('[data-group="containers"]')
      .getByLabel('Pods with label')
      .fill('run=chatty')
    await teacher.getByRole('button', { name: 'Out of memory' }).click()
    await ada.locator('.ship .pod[data-pod="chatty"][data-life="failing"]').waitFor()
    await teacher.getByRole('button', { name: 'Heal', exact: true }).click()
    await teacher.getByText('Fair weather').waitFor()
    const healed = ada.locator('.ship .pod[data-pod="chatty"][data-life="running"]')
    await healed.waitFor({ timeout: 60_000 })
  })

  it('did all this without an error in any page', () => {
    expect(harbour.troubles).toEqual([])
  })
})
