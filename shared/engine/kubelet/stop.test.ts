import { describe, expect, test } from 'vitest'
import { Lab } from './test-support/lab.ts'

const DEAF = { command: ['sleep', 'infinity'] }

function running(name: string, image: string, spec = {}, container = {}): Lab {
  const lab = new Lab()
  lab.pod(name, image, spec, container)
  lab.until(() => lab.word(name) === 'Running')
  lab.mark()
  return lab
}

describe('a pod is deleted', () => {
  test('[POD-015] it is marked with its grace, stopped, and then it goes', () => {
    const lab = running('web', 'nginx:1.7.9')
    lab.delete('Pod/default/web')
    expect(lab.word('web')).toBe('Terminating')
    expect(lab.get('web').metadata.deletionGracePeriodSeconds).toBe(30)
    lab.until(() => !lab.exists('web'))
    expect(lab.seconds).toBeLessThan(1.5)
    expect(lab.messages('web', 'Killing')).toEqual(['Stopping container c'])
  })

  test('[POD-026] a process that ignores SIGTERM is killed when the grace is over', () => {
    const lab = running('deaf', 'busybox:1.36', {}, DEAF)
    lab.delete('Pod/default/deaf')
    lab.run(29)
    expect(lab.word('deaf')).toBe('Terminating')
    lab.run(2)
    expect(lab.exists('deaf')).toBe(false)
  })

  test('[POD-027] grace can be given, and asking again can only shorten it', () => {
    const lab = running('deaf', 'busybox:1.36', {}, DEAF)
    lab.delete('Pod/default/deaf', { graceSeconds: 20 })
    lab.run(1)
    lab.delete('Pod/default/deaf', { graceSeconds: 60 })
    expect(lab.get('deaf').metadata.deletionGracePeriodSeconds).toBe(20)
    lab.delete('Pod/default/deaf', { graceSeconds: 5 })
    expect(lab.get('deaf').metadata.deletionGracePeriodSeconds).toBe(5)
    lab.run(5)
    expect(lab.exists('deaf')).toBe(false)
  })

  test('a preStop hook that sleeps is waited for', () => {
    const lifecycle = { preStop: { exec: { command: ['sleep', '10'] } } }
    const lab = running('web', 'nginx:1.7.9', {}, { lifecycle })
    lab.delete('Pod/default/web')
    lab.run(9)
    expect(lab.exists('web')).toBe(true)
    lab.run(3)
    expect(lab.exists('web')).toBe(false)
  })

  test('without grace, or without a node, it goes at once', () => {
    const lab = running('web', 'nginx:1.7.9')
    lab.delete('Pod/default/web', { graceSeconds: 0 })
    expect(lab.exists('web')).toBe(false)
    lab.pod('huge', 'nginx:1.7.9', {}, { resources: { requests: { cpu: '100' } } })
    lab.run(1)
    lab.delete('Pod/default/huge')
    expect(lab.exists('huge')).toBe(false)
  })

  test('[LIFE-026] a crash loop does not hinder it', () => {
    const lab = new Lab()
    lab.pod('loop', 'busybox:1.36', {}, { command: ['false'] })
    lab.run(200)
    lab.delete('Pod/default/loop')
    lab.run(31)
    expect(lab.exists('loop')).toBe(false)
  })
})
