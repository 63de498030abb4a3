import { timestamp } from '../../time.ts'
import { defineCommand, type Command } from '../command.ts'
import { reply, target } from './http.ts'

/**
 * The app of the "Learn Kubernetes Basics" tutorial. It runs as `node server.js`, so it takes the
 * place of `node` in its image. Versions later than the first say so.
 */
export function bootcamp(version: string): Command {
  return defineCommand({
    name: 'node',
    about: 'Every path answers `Hello Kubernetes bootcamp! | Running on: <pod> | v=<version>`',
    server: {
      ports: () => [8080],
      answer(request, _port, { pod, now, startedAt }) {
        const body = `Hello Kubernetes bootcamp! | Running on: ${pod.name} | v=${version}\n`
        const log = [
          `Running On: ${pod.name} | Total Requests: 1 | App Uptime: ${(now - startedAt) / 1000} seconds | Log Time: ${timestamp(now)} ${target(request).path}`,
        ]
        return { response: reply(200, body, { 'content-type': 'text/plain' }), log }
      },
      banner: ({ startedAt, pod }) => [
        {
          afterMs: 80,
          line: `Kubernetes Bootcamp App Started At: ${timestamp(startedAt)} | Running On:  ${pod.name} `,
        },
      ],
      onTerm: 'ignored',
      usage: () => ({ milliCpu: 1, memoryBytes: 28_000_000 }),
    },
  })
}
