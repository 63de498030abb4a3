import { isFailure, type HttpRequest, type HttpResponse } from '../net.ts'
import type { Served } from '../server.ts'
import { apache } from './apache.ts'
import { reply, target } from './http.ts'

const HTML = { 'content-type': 'text/html; charset=UTF-8' }

/** Can the database be reached that the environment names? */
function hasDatabase({ env, net }: Served): boolean {
  const [host = 'mysql', port = '3306'] = (env.WORDPRESS_DB_HOST ?? 'mysql').split(':')
  return net !== undefined && !isFailure(net.dial(host, Number(port)))
}

function page(request: HttpRequest, served: Served): HttpResponse | undefined {
  const { path } = target(request)
  if (!hasDatabase(served)) {
    const words = '<h1>Error establishing a database connection</h1>\n'
    return reply(500, words, HTML)
  }
  if (path === '/wp-admin/install.php' || path === '/wp-login.php') {
    return reply(200, '<title>WordPress &rsaquo; Installation</title>\n<h1>Welcome</h1>\n', HTML)
  }
  if (path === '/' || path === '/index.php') {
    const host = request.headers.host ?? request.host
    return reply(302, '', { ...HTML, location: `http://${host}/wp-admin/install.php` })
  }
  return undefined
}

/** WordPress before its installation: it needs a database and offers to install itself. */
export const wordpress = apache({
  name: 'apache2-foreground',
  about: 'Offers its installation when WORDPRESS_DB_HOST can be reached, else answers 500',
  root: '/var/www/html',
  software: () => 'Apache/2.4.62 (Debian)',
  page,
})

/** The frontend of the guestbook tutorial: hands words on to its Redis Services. */
export const gbFrontend = apache({
  name: 'apache2-foreground',
  about: '/guestbook.php?cmd=get|set&key=…&value=… through redis-follower and redis-leader',
  root: '/var/www/html',
  software: () => 'Apache/2.4.53 (Debian) PHP/7.4.29',
  page(request, served) {
    const { path, query } = target(request)
    if (path === '/')
      return reply(
        200,
        '<html>\n<head><title>Guestbook</title></head>\n<h2>Guestbook</h2>\n</html>\n',
        HTML,
      )
    if (path !== '/guestbook.php') return undefined
    const { cmd = '', key = '', value = '' } = query
    const isSet = cmd === 'set'
    const said = talkTo(
      served,
      isSet ? ['redis-leader', 'redis-master'] : ['redis-follower', 'redis-slave'],
      isSet ? `SET ${key} "${value}"\r\n` : `GET ${key}\r\n`,
    )
    if (said === undefined)
      return reply(500, 'php_network_getaddresses: getaddrinfo failed\n', HTML)
    if (isSet) return reply(200, '{"message": "Updated"}', HTML)
    const data = /^\$\d+\r\n([^]*)\r\n$/.exec(said)?.[1] ?? ''
    return reply(200, `{"data": "${data}"}`, HTML)
  },
})

/** What the first of some Services says to a line. */
function talkTo({ net }: Served, hosts: readonly string[], line: string): string | undefined {
  for (const host of hosts) {
    const answer = net?.talk(host, 6379, line)
    if (answer && !isFailure(answer)) return answer.bytes
  }
  return undefined
}
