import { expect, test } from 'vitest'
import { Lab } from '../kubelet/test-support/lab.ts'
import { catalogue } from './catalogue.ts'

const images = [...new Set(catalogue.values())]
const ENV = [
  { name: 'POSTGRES_PASSWORD', value: 'x' },
  { name: 'MYSQL_ROOT_PASSWORD', value: 'x' },
  { name: 'ECHO_TEXT', value: 'x' },
]

/** Those that the real world does not start so either: no configuration, no words, no program. */
const NEED_MORE = new Set([
  'haproxy',
  'gcr.io/distroless/static',
  'curlimages/curl',
  'alpine/curl',
  'alpine/git',
  'progrium/stress',
])

test('every image starts what it says it starts', () => {
  const lab = new Lab({ nodes: 4 })
  images.forEach(({ name, tags }, at) => {
    lab.pod(`p${at}`, `${name}:${tags[0]}`, { restartPolicy: 'Never' }, { env: ENV })
  })
  lab.run(300)
  const wrong = images.flatMap(({ name }, at) => {
    const state = lab.get(`p${at}`).status.containerStatuses?.[0]?.state
    const isWell = state?.running !== undefined || state?.terminated?.exitCode === 0
    return isWell || NEED_MORE.has(name) ? [] : [`${name}: ${JSON.stringify(state)}`]
  })
  expect(wrong).toEqual([])
})
