import { expect, it, vi } from 'vitest'
import { KubeApi } from '../kube/api.ts'
import { linesOf, logPath, matching, PodLog } from './pod-log.svelte.ts'

const WISH = {
  path: '/api/v1/namespaces/x/pods/y',
  container: 'c',
  previous: false,
  timestamps: false,
}

function logOver(...answers: Response[]) {
  const kube = new KubeApi('k', 'token')
  kube.fetch = vi.fn<KubeApi['fetch']>(async () => answers.shift() ?? new Response(''))
  return { kube, log: new PodLog(kube) }
}

it('asks as kubectl logs -f does; an earlier run is not followed', () => {
  expect(logPath(WISH)).toBe(`${WISH.path}/log?container=c&tailLines=2000&follow=true`)
  const before = { ...WISH, previous: true, timestamps: true }
  expect(logPath(before)).toBe(
    `${WISH.path}/log?container=c&tailLines=2000&previous=true&timestamps=true`,
  )
})

it('shows what has come, also letters that come in two parts', async () => {
  const bytes = new TextEncoder().encode('日 1\nline 2\n')
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, 2))
      controller.enqueue(bytes.slice(2))
      controller.close()
    },
  })
  const { log } = logOver(new Response(body))
  log.open(WISH)
  await expect.poll(() => log.text).toBe('日 1\nline 2\n')
  expect(log.phase).toBe('ended')
})

it('says why there is no log yet, and asks again when something has happened', async () => {
  const message = 'container "c" in pod "y" is waiting to start: ContainerCreating'
  const refusal = Response.json({ kind: 'Status', message }, { status: 400 })
  const { kube, log } = logOver(refusal, new Response('hello\n'))
  log.open(WISH)
  await expect.poll(() => log.refusal).toBe(message)
  log.again()
  await expect.poll(() => log.text).toBe('hello\n')
  expect(log.refusal).toBe('')
  expect(kube.fetch).toHaveBeenCalledTimes(2)
})

it('finds lines by words in any case', () => {
  const lines = linesOf('GET /\nerror: no\nPOST /\n')
  expect(lines).toHaveLength(3)
  expect(matching(lines, ' Error ')).toEqual(['error: no'])
  expect(matching(lines, '')).toEqual(lines)
})
