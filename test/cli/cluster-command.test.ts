import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { scratch, serversOf, start } from './support/command.ts'

let folder = ''
let remove = () => {}
beforeEach(() => ({ folder, remove } = scratch()))
afterEach(() => remove())

const READY = /^ready$/m
const clusterOn = (...args: string[]) =>
  start('cluster', ['--kubeconfig', join(folder, 'config'), '--state', folder, ...args])
const serverOf = (file: string): string =>
  parse(readFileSync(file, 'utf8')).clusters[0].cluster.server

test('npm run cluster says ready on a line of its own, answers, and ends with all its children', async () => {
  const cluster = clusterOn()
  await cluster.says(READY)
  const version = await (await fetch(`${serverOf(join(folder, 'config'))}/version`)).json()
  expect(version).toMatchObject({ major: '1', minor: '32' })

  cluster.child.kill('SIGTERM')
  expect(await cluster.ended).toBe(0)
  expect(serversOf(folder)).toEqual([])
})

test('the same --state gives the same cluster again', async () => {
  const first = clusterOn('--nodes', '1')
  await first.says(READY)
  const before = new URL(serverOf(join(folder, 'config')))
  first.child.kill('SIGKILL')
  await first.ended

  const second = clusterOn()
  await second.says(READY)
  const after = new URL(serverOf(join(folder, 'config')))
  expect(after.pathname).toBe(before.pathname)
  expect((await fetch(`${after.href}/api/v1/namespaces`)).status).toBe(200)
  second.child.kill('SIGTERM')
  await second.ended
})

test('wrong options are answered with one sentence and the usage', async () => {
  for (const args of [[], ['--kubeconfig', 'c', '--nodes', 'many'], ['--nods', '3']]) {
    const cluster = start('cluster', args)
    expect(await cluster.ended).toBe(1)
    expect(cluster.output()).toMatch(/Usage: npm run cluster|please give a number/)
    expect(cluster.output()).not.toMatch(/^\s+at /m)
  }
})
