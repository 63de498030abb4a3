import { expect, test } from 'vitest'
import { Desk, refusal } from '../../api/test-support/desk.ts'

const TRAFFIC = '/apis/flotilla.dev/v1/namespaces/default/traffic'

function says(spec: object): string {
  const body = { metadata: { name: 't' }, spec }
  const { code, message } = refusal(new Desk().ask('POST', TRAFFIC, { body }))
  return code === 422 ? message.replace('Traffic.flotilla.dev "t" is invalid: ', '') : ''
}

test.each([
  [{}, 'spec.service: Required value: must specify either service or url'],
  [
    { service: 'web', url: 'http://web/' },
    'spec.url: Forbidden: may not be specified together with service',
  ],
  [
    { url: 'ftp://web' },
    'spec.url: Invalid value: "ftp://web": must be a URL such as http://web.default:8080/path',
  ],
  [{ url: 'http://web', port: 80 }, 'spec.port: Forbidden: may not be specified together with url'],
  [{ service: 'web', path: 'x' }, 'spec.path: Invalid value: "x": must begin with a slash'],
  [
    { service: 'web', method: 'BREW' },
    'spec.method: Unsupported value: "BREW": supported values: "GET", "HEAD", "POST", "PUT", ' +
      '"PATCH", "DELETE"',
  ],
  [
    { service: 'web', perSecond: 0 },
    'spec.perSecond: Invalid value: 0: must be between 1 and 10000, inclusive',
  ],
  [
    { service: 'web', expectStatus: 7 },
    'spec.expectStatus: Invalid value: 7: must be between 100 and 599, inclusive',
  ],
  [
    { service: 'web', timeout: 'soon' },
    'spec.timeout: Invalid value: "soon": must be a duration such as 500ms, 90s or 1h30m',
  ],
  [
    { service: 'web', from: { outside: true, namespace: 'a' } },
    'spec.from.namespace: Forbidden: may not be specified when `outside` is true',
  ],
  [
    { service: 'web', port: 0 },
    'spec.port: Invalid value: 0: must be between 1 and 65535, inclusive',
  ],
])('%j is refused', (spec, message) => {
  expect(says(spec)).toBe(message)
})

test('what is left out is filled in', () => {
  const desk = new Desk()
  const made = desk.post(TRAFFIC, { metadata: { name: 't' }, spec: { service: 'web' } })
  expect(made.spec).toEqual({
    service: 'web',
    path: '/',
    method: 'GET',
    perSecond: 10,
    timeout: '1s',
    from: {},
  })
  expect(made.status).toEqual({ active: false, sent: 0, succeeded: 0, failed: 0 })
})
