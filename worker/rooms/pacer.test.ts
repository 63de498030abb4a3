import { afterEach, describe, expect, it } from 'vitest'
import { LINGER_MS, newClock, Pacer, wall } from './pacer.ts'

let now = 1_000_000
wall.now = () => now
afterEach(() => {
  now = 1_000_000
})

describe('a clock', () => {
  it.each([0, 0.1, 1, 37, 1_000])('runs %d virtual milliseconds for each real one', (speed) => {
    const pacer = new Pacer(newClock(5_000, speed, false))
    now += 10_000
    expect(pacer.now()).toBe(5_000 + 10_000 * speed)
  })

  it('knows when a virtual time will come, and that it never comes while it stands', () => {
    const pacer = new Pacer(newClock(0, 10, false))
    expect(pacer.wallOf(60_000)).toBe(now + 6_000)
    pacer.setSpeed(0)
    expect(pacer.wallOf(60_000)).toBeNull()
  })

  it('never runs backwards, whatever the wall clock does', () => {
    const pacer = new Pacer(newClock(0, 1, false))
    now += 5_000
    const before = pacer.now()
    now -= 3_000
    expect(pacer.now()).toBe(before)
  })

  it('goes on behind the horizon after an interruption, not before it', () => {
    const pacer = new Pacer(newClock(0, 10, false))
    now += 100
    pacer.extend(pacer.now())
    const again = new Pacer(pacer.state)
    expect(again.now()).toBe(pacer.state.horizonMs)
    now += 60_000
    expect(again.now()).toBe(pacer.now())
  })

  it('forgets a far horizon when the speed is taken down', () => {
    const pacer = new Pacer(newClock(0, 1_000, false))
    pacer.extend(pacer.now())
    pacer.setSpeed(1)
    expect(new Pacer(pacer.state).now()).toBe(pacer.now())
  })
})

describe('an attended clock', () => {
  it('stops by itself a while after the last one left, and goes on from there', () => {
    const pacer = new Pacer(newClock(0, 1, true))
    now += 24 * 3_600_000
    expect(pacer.now()).toBe(LINGER_MS)
    expect(pacer.clock.speed).toBe(0)
    expect(pacer.attend(LINGER_MS)).toBe(true)
    now += 1_000
    expect(pacer.now()).toBe(LINGER_MS + 1_000)
  })

  it('needs a new word only when half of the time is over', () => {
    const pacer = new Pacer(newClock(0, 1, true))
    expect(pacer.attend(LINGER_MS)).toBe(false)
    now += LINGER_MS * 0.6
    expect(pacer.attend(LINGER_MS)).toBe(true)
  })
})
