import { expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { Machine } from '../../test-support/machine.ts'
import { servers } from '../index.ts'
import { NGINX_FILES } from './files.ts'

const all = new Map([...commands, ...servers])
const nginx = (line: string, files: Readonly<Record<string, string>> = NGINX_FILES) => {
  const env = { NGINX_VERSION: '1.27.3' }
  return new Machine({ commands: all, files, env }).run(['nginx', ...line.split(' ')], '', Infinity)
}

test('-v says its version', () => {
  expect(nginx('-v')).toMatchObject({ err: 'nginx version: nginx/1.27.3\n', code: 0 })
})

test('-t tests the configuration', () => {
  expect(nginx('-t')).toMatchObject({
    err:
      'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n' +
      'nginx: configuration file /etc/nginx/nginx.conf test is successful\n',
    code: 0,
  })
  const wrong = { ...NGINX_FILES, '/etc/nginx/conf.d/default.conf': 'server { listn 80; }' }
  expect(nginx('-t', wrong)).toMatchObject({
    err:
      'nginx: [emerg] unknown directive "listn" in /etc/nginx/conf.d/default.conf:1\n' +
      'nginx: configuration file /etc/nginx/nginx.conf test failed\n',
    code: 1,
  })
})

test('-s signals the one that runs, if one does', () => {
  expect(nginx('-s reload')).toMatchObject({
    err: 'nginx: [error] open() "/run/nginx.pid" failed (2: No such file or directory)\n',
    code: 1,
  })
  expect(nginx('-s dance').err).toBe('nginx: invalid option: "-s dance"\n')
})
