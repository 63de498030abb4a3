import type { Page } from 'playwright-core'

/** When a page showed each step of a crash, by the clock that all windows of this machine share. */
export type Sightings = Record<string, number>

const STEPS = ['NotReady', 'taint', 'evicted', 'replaced']

/**
 * Lets a page note when it shows that a node is lost, tainted, and its pods are evicted and
 * replaced on other nodes. What counts is the page itself: the elements that people see.
 */
export function watchCrash(page: Page, node: string): Promise<void> {
  return page.evaluate((node) => {
    const seen: Sightings = {}
    Object.assign(globalThis, { seen })
    const wanted = document.querySelectorAll('.ship .pod[data-life="running"]').length
    const elsewhere = `.ship:not([data-node="${node}"]) .pod[data-life="running"]`
    const look = () => {
      const ship = document.querySelector(`.ship[data-node="${node}"]`)
      const steps = {
        NotReady: ship?.getAttribute('data-ready') === 'false',
        taint: Boolean(ship?.querySelector('.pennant')),
        evicted: Boolean(ship?.querySelector('.pod[data-status="Terminating"]')),
        replaced: document.querySelectorAll(elsewhere).length === wanted,
      }
      for (const [step, isThere] of Object.entries(steps)) if (isThere) seen[step] ??= Date.now()
    }
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-ready', 'data-status', 'data-life'],
    })
  }, node)
}

/** What the page has noted, when all of it has happened. */
export async function crashOf(page: Page): Promise<Sightings> {
  const noted = await page.waitForFunction(
    (steps) => {
      const { seen } = globalThis as unknown as { seen: Sightings }
      return steps.every((step) => step in seen) && seen
    },
    STEPS,
    { timeout: 90_000 },
  )
  return (await noted.jsonValue()) as Sightings
}

/** For each step, the milliseconds between the first and the last window that showed it. */
export function spreads(sightings: Sightings[]): [step: string, ms: number][] {
  return STEPS.map((step) => {
    const times = sightings.map((seen) => seen[step] ?? 0)
    return [step, Math.max(...times) - Math.min(...times)]
  })
}
