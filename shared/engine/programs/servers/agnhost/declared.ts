import { reply, target } from '../http.ts'
import { goLog, httpError } from '../go.ts'
import { hostOf, numberOf, type Sub } from './sub.ts'

/** Says who asked: nobody else's address stands in for it. Source: agnhost/no-snat-test. */
const noSnat: Sub = {
  name: 'no-snat-test',
  flags: { port: '8080' },
  server: (flags) => ({
    ports: () => [numberOf(flags, 'port')],
    answer: (request, _, { from }) =>
      target(request).path === '/whoami'
        ? { response: reply(200, from) }
        : { response: httpError(404, '404 page not found') },
  }),
}

/** Answers as a repository would, as far as tests look. Source: agnhost/fakegitserver. */
const gitServer: Sub = {
  name: 'fake-gitserver',
  flags: { port: '8000' },
  server: (flags) => ({
    ports: () => [numberOf(flags, 'port')],
    answer: (_, __, served) => ({
      response: reply(200, 'I am a fake git server'),
      log: [goLog(served.now, 'request')],
    }),
  }),
}

/** Opens a port and does nothing with what comes. Source: agnhost/net. */
const net: Sub = {
  name: 'net',
  flags: { serve: '', runner: '', options: '{}' },
  server: (flags) => ({
    ports: () => (flags.serve ? [Number(/(\d+)$/.exec(flags.serve)?.[1] ?? 8889)] : [11_302]),
    answer: () => ({ response: reply(200, 'Success') }),
    talk: () => ({ bytes: '' }),
  }),
}

/** Sends no answer but a reset. Source: agnhost/tcp-reset. */
const tcpReset: Sub = {
  name: 'tcp-reset',
  flags: { port: '8080' },
  server: (flags) => ({
    ports: () => [numberOf(flags, 'port')],
    talk: () => ({ bytes: '', closes: true }),
  }),
}

/** Serves on its port; the API server here asks no webhooks. Source: agnhost/webhook. */
const webhook: Sub = {
  name: 'webhook',
  flags: { 'tls-cert-file': '', 'tls-private-key-file': '', port: '443', 'sidecar-image': '' },
  server: (flags) => ({
    ports: () => [numberOf(flags, 'port')],
    answer(request) {
      const { path } = target(request)
      if (path === '/readyz') return { response: reply(200, 'ok') }
      const uid = /"uid"\s*:\s*"([^"]*)"/.exec(request.body)?.[1] ?? ''
      const allowed = path !== '/always-deny'
      const status = allowed ? {} : { status: { message: 'this webhook denies all requests' } }
      const review = {
        kind: 'AdmissionReview',
        apiVersion: 'admission.k8s.io/v1',
        response: { uid, allowed, ...status },
      }
      const response = reply(200, JSON.stringify(review), { 'content-type': 'application/json' })
      return { response }
    },
  }),
}

/** Says what it was asked, as an echo. Source: agnhost/http-echo. */
const echo: Sub = {
  name: 'http-echo',
  flags: { port: '8080' },
  server: (flags) => ({
    ports: () => [numberOf(flags, 'port')],
    answer: (request, _, served) => ({
      response: reply(200, `${request.method} ${request.path} ${hostOf(served)}\n`),
    }),
  }),
}

/** Subcommands that are little more than a port and an answer. */
export const declaredSubs: readonly Sub[] = [noSnat, gitServer, net, tcpReset, webhook, echo]
