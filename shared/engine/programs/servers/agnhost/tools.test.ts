import { describe, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { Machine } from '../../test-support/machine.ts'
import { servers } from '../index.ts'

type Setting = ConstructorParameters<typeof Machine>[0]

const all = new Map([...commands, ...servers])
const agnhost = (line: string, setting: Omit<Setting, 'commands'> = {}) =>
  new Machine({ commands: all, ...setting }).run(['agnhost', ...line.split(' ')], '', Infinity)

describe('agnhost tools', () => {
  test('entrypoint-tester prints all that it was called with', () => {
    const { out, code } = agnhost('entrypoint-tester a --b=c')
    expect([out, code]).toEqual(['[agnhost entrypoint-tester a --b=c]\n', 0])
  })

  test('mounttest says what it sees of files', () => {
    const files = { '/etc/projected/data-1': 'value-1' }
    const { out, code } = agnhost(
      'mounttest --file_content=/etc/projected/data-1 --file_mode=/etc/projected/data-1',
      { files },
    )
    expect(out).toBe(
      'mode of file "/etc/projected/data-1": -rw-r--r--\n' +
        'content of file "/etc/projected/data-1": value-1\n',
    )
    expect(code).toBe(0)
  })

  test('mounttest writes a new file with its permissions and reads it', () => {
    const files = { '/test-volume/.keep': '' }
    const line = 'mounttest --new_file_0660=/test-volume/f --file_perm=/test-volume/f'
    const { out, code } = agnhost(line, { files })
    expect(out).toBe(
      'content of file "/test-volume/f": mount-tester new file\n\n' +
        'perms of file "/test-volume/f": -rw-rw----\n',
    )
    expect(code).toBe(0)
  })

  test('mounttest fails for what is not there, and tries again in a loop', () => {
    const once = agnhost('mounttest --file_content=/none')
    expect(once.out).toBe(
      'error reading file content for "/none": open /none: no such file or directory\n',
    )
    expect(once.code).toBe(1)
    const loop = agnhost('mounttest --file_content_in_loop=/none --retry_time=6')
    expect(loop.out.split('\n').filter(Boolean)).toHaveLength(3)
    expect([loop.code, loop.tookMs]).toEqual([1, 6_000])
  })

  test('dns-suffix, dns-server-list and etc-hosts read the files of the pod', () => {
    const files = {
      '/etc/resolv.conf':
        'nameserver 10.96.0.10\nsearch a.svc.cluster.local svc.cluster.local\noptions ndots:5\n',
      '/etc/hosts': '127.0.0.1\tlocalhost\n',
    }
    expect(agnhost('dns-suffix', { files }).out).toBe('a.svc.cluster.local,svc.cluster.local\n')
    expect(agnhost('dns-server-list', { files }).out).toBe('10.96.0.10\n')
    expect(agnhost('etc-hosts', { files }).out).toBe('127.0.0.1\tlocalhost\n\n')
  })

  test('logs-generator writes its lines evenly, and ends', () => {
    const { err, code, tookMs } = agnhost('logs-generator --log-lines-total 4 --run-duration 20s')
    const lines = err.split('\n').filter(Boolean)
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatch(
      /^I1122 \d\d:\d\d:00\.\d{6} {7}1 logs_generator\.go:76\] 0 (GET|POST|PUT) \/api\/v1\//,
    )
    expect([code, tookMs]).toEqual([0, 20_000])
  })

  test('what is not modelled says so, what does not exist says that', () => {
    const refused = agnhost('audit-proxy')
    expect(refused.err).toContain('agnhost audit-proxy: not modelled here')
    expect(refused.code).toBe(1)
    expect(agnhost('nonsense').err).toContain('Error: unknown command "nonsense" for "app"')
    expect(agnhost('netexec --nope').err).toContain('Error: unknown flag: --nope')
  })
})

describe('agnhost connect', () => {
  const net = { talk: { '10.0.0.1:80': (bytes: string) => bytes }, silent: ['10.0.0.3:80'] }

  test('somebody, nobody, and no answer in the time that it has', () => {
    expect(agnhost('connect 10.0.0.1:80', { net }).code).toBe(0)
    expect(agnhost('connect 10.0.0.2:80', { net }).err).toBe('REFUSED\n')
    const late = agnhost('connect 10.0.0.3:80 --timeout=3s', { net })
    expect([late.err, late.code, late.tookMs]).toEqual(['TIMEOUT\n', 1, 3_000])
  })

  test('a name that is not known', () => {
    const { err, code } = agnhost('connect nobody:80 --timeout=3s')
    expect(err).toBe('DNS: lookup nobody: no such host\n')
    expect(code).toBe(1)
  })

  test('no port, no place', () => {
    expect(agnhost('connect web').err).toMatch(/^UNKNOWN: /)
    expect(agnhost('connect').err).toBe('Error: accepts 1 arg(s), received 0\n')
  })
})
