import { describe, expect, test } from 'vitest'
import { ask, get, run, STARTED } from '../test-support/served.ts'
import { NGINX_FILES } from './files.ts'

const site = (body: string) => ({
  '/etc/nginx/conf.d/default.conf': `server {\n  listen 80;\n${body}\n}\n`,
})
const emerg = (files: Record<string, string | undefined>) => {
  const { server, served } = run('nginx:1.27', { files })
  return server.refuses!(served)
}

describe('an nginx as it comes', () => {
  test('shows its first page, of 615 bytes, under its version', () => {
    const { response, log } = ask('nginx:1.27.3', '/')
    expect(response.status).toBe(200)
    expect(response.body).toContain('<title>Welcome to nginx!</title>')
    expect(response.headers).toMatchObject({
      server: 'nginx/1.27.3',
      'content-type': 'text/html',
      'content-length': '615',
      date: 'Sun, 22 Nov 2026 09:31:00 GMT',
    })
    expect(log).toEqual([
      '10.244.1.9 - - [22/Nov/2026:09:31:00 +0000] "GET / HTTP/1.1" 200 615 "-" "curl/8.5.0" "-"',
    ])
  })

  test('the one of the old days is said with its own version', () => {
    expect(ask('nginx:1.7.9', '/').response.headers.server).toBe('nginx/1.7.9')
    expect(ask('nginx:1.7.9', '/').response.body).toHaveLength(612)
  })

  test('answers 404 for what is not there, and says so in both logs', () => {
    const { response, log } = ask('nginx:1.27', '/no/such')
    expect(response.status).toBe(404)
    expect(response.body).toHaveLength(153)
    expect(log?.[0]).toBe(
      '2026/11/22 09:31:00 [error] 29#29: *1 open() "/usr/share/nginx/html/no/such" failed (2: No such file or directory), client: 10.244.1.9, server: localhost, request: "GET /no/such HTTP/1.1", host: "web"',
    )
    expect(log?.[1]).toContain('"GET /no/such HTTP/1.1" 404 153')
  })

  test('answers 403 for a folder without a first page', () => {
    const files = { '/usr/share/nginx/html/index.html': undefined }
    const { response, log } = ask('nginx:1.27', '/', { files })
    expect(response.status).toBe(403)
    expect(log?.[0]).toContain('directory index of "/usr/share/nginx/html/" is forbidden')
  })

  test('serves what is mounted instead of its page', () => {
    const files = { '/usr/share/nginx/html/index.html': 'from a volume\n' }
    expect(ask('nginx:1.27', '/', { files }).response.body).toBe('from a volume\n')
  })

  test('says what the script of its image says, unless it is older than that', () => {
    const { server, served } = run('nginx:1.27.3')
    const lines = server.banner!(served).map(({ line }) => line)
    expect(lines[0]).toMatch(/^\/docker-entrypoint.sh: \/docker-entrypoint.d\/ is not empty/)
    expect(lines).toContain('2026/11/22 09:30:00 [notice] 1#1: nginx/1.27.3')
    const old = run('nginx:1.7.9')
    expect(old.server.banner!(old.served)).toEqual([])
  })

  test('listens on 80, ends well when told to', () => {
    const { server, served } = run('nginx:1.27')
    expect(server.ports(served)).toEqual([80])
    expect(server.onTerm).toMatchObject({ code: 0 })
    expect(served.startedAt).toBe(STARTED)
  })
})

describe('what a configuration may say', () => {
  test('other ports, a text, a redirect', () => {
    const files = {
      '/etc/nginx/conf.d/default.conf': `
        server { listen 8080 default_server; location /healthz { return 200 "ok\\n"; } }
        server { listen 0.0.0.0:9090; return 301 https://$host$request_uri; }`,
    }
    const { server, served } = run('nginx:1.27', { files })
    expect(server.ports(served)).toEqual([8080, 9090])
    expect(server.answer!(get('/healthz'), 8080, served).response.body).toBe('ok\n')
    const moved = server.answer!(get('/a?b=1'), 9090, served).response
    expect([moved.status, moved.headers.location]).toEqual([301, 'https://web/a?b=1'])
  })

  test.each<[string, string, string, number, string]>([
    [
      'the longest prefix',
      'location /a { return 200 a; } location /a/b { return 200 ab; }',
      '/a/b/c',
      200,
      'ab',
    ],
    [
      'an exact place first',
      'location = /x { return 200 exact; } location /x { return 200 p; }',
      '/x',
      200,
      'exact',
    ],
    [
      'an expression before a prefix',
      'location /i { return 200 p; } location ~ \\.png$ { return 200 re; }',
      '/i/a.png',
      200,
      're',
    ],
    [
      'a prefix that forbids expressions',
      'location ^~ /i { return 200 p; } location ~ \\.png$ { return 200 re; }',
      '/i/a.png',
      200,
      'p',
    ],
    ['another root', 'root /srv; location / { }', '/hi.txt', 200, 'hi'],
    ['an alias', 'location /docs/ { alias /srv/; }', '/docs/hi.txt', 200, 'hi'],
    ['files to try', 'root /srv; location / { try_files $uri /hi.txt; }', '/nothing', 200, 'hi'],
    [
      'a status to fall back to',
      'root /srv; location / { try_files $uri =404; }',
      '/nothing',
      404,
      '',
    ],
    ['rewriting', 'root /srv; rewrite ^/old/(.*)$ /$1; location / { }', '/old/hi.txt', 200, 'hi'],
    ['a condition', 'location / { if ($request_method = GET) { return 405; } }', '/', 405, ''],
    [
      'an own page for errors',
      'root /srv; error_page 404 /hi.txt; location / { }',
      '/nothing',
      404,
      'hi',
    ],
    ['who may not', 'location / { deny all; }', '/', 403, ''],
    ['its host name', 'location / { return 200 $hostname; }', '/', 200, 'web-1'],
  ])('%s', (_, body, path, status, text) => {
    const files = { ...site(body), '/srv/hi.txt': 'hi' }
    const { response } = ask('nginx:1.27', path, { files })
    expect(response.status).toBe(status)
    if (text) expect(response.body).toBe(text)
  })

  test('a template of the image takes the environment', () => {
    const files = { '/etc/nginx/templates/default.conf.template': 'server { listen ${PORT}; }' }
    const { server, served } = run('nginx:1.27', { files, env: { PORT: '8123' } })
    expect(server.ports(served)).toEqual([8123])
  })

  test('a proxy hands a request on, and answers 502 when nobody is there', () => {
    const files = site('location /api/ { proxy_pass http://backend:8080/; }')
    const asked: string[] = []
    const net = {
      resolve: () => ({ status: 'NOERROR' as const, name: '', records: [], server: '' }),
      dial: () => ({ address: '' }),
      talk: () => ({ failure: 'refused' as const }),
      http(request: { host: string; port: number; path: string }) {
        asked.push(`${request.host}:${request.port}${request.path}`)
        const response = { status: 201, headers: {}, body: 'made' }
        return { response, address: '10.96.0.9', tookMs: 4 }
      },
    }
    expect(ask('nginx:1.27', '/api/v1?x=1', { files, net }).response.body).toBe('made')
    expect(asked).toEqual(['backend:8080/v1?x=1'])
    const refused = { ...net, http: () => ({ failure: 'refused' as const, tookMs: 1 }) }
    expect(ask('nginx:1.27', '/api/', { files, net: refused }).response.status).toBe(502)
  })
})

describe('what a configuration may not say', () => {
  const D = '/etc/nginx/conf.d/default.conf'
  test.each([
    ['server { listn 80; }', `unknown directive "listn" in ${D}:1`],
    ['server {\n listen 80;\n', `unexpected end of file, expecting "}" in ${D}:2`],
    ['server { listen 80 }', `unexpected "}" in ${D}:1`],
    ['location / { }', `"location" directive is not allowed here in ${D}:1`],
    ['server { location / { } location / { } }', `duplicate location "/" in ${D}:1`],
    ['server { listen 99999; }', `invalid port in "99999" of the "listen" directive in ${D}:1`],
    [
      'server { include /nope.conf; }',
      `open() "/nope.conf" failed (2: No such file or directory) in ${D}:1`,
    ],
    ['server { root a b; }', `invalid number of arguments in "root" directive in ${D}:1`],
  ])('%j', (text, words) => {
    expect(emerg({ [D]: text })).toEqual({ line: `nginx: [emerg] ${words}`, code: 1, afterMs: 30 })
  })

  test('a host that the DNS does not know', () => {
    const net = {
      resolve: () => ({ status: 'NXDOMAIN' as const, name: '', records: [], server: '' }),
      dial: () => ({ failure: 'unknown host' as const }),
      talk: () => ({ failure: 'unknown host' as const }),
      http: () => ({ failure: 'unknown host' as const, tookMs: 1 }),
    }
    const files = site('location / { proxy_pass http://backend; }')
    const { server, served } = run('nginx:1.27', { files, net })
    expect(server.refuses!(served)?.line).toBe(
      `nginx: [emerg] host not found in upstream "backend" in ${D}:3`,
    )
  })

  test('nothing at all', () => {
    expect(emerg({ '/etc/nginx/nginx.conf': undefined })?.line).toBe(
      'nginx: [emerg] open() "/etc/nginx/nginx.conf" failed (2: No such file or directory)',
    )
    expect(emerg({ '/etc/nginx/nginx.conf': 'http { }' })?.line).toBe(
      'nginx: [emerg] no "events" section in configuration',
    )
  })

  test('the files of the image are good', () => {
    expect(emerg(NGINX_FILES)).toBeUndefined()
  })
})
