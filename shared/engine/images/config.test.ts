import { describe, expect, test } from 'vitest'
import { argvOf } from './argv.ts'
import { catalogue } from './catalogue.ts'
import { configOf } from './config.ts'
import { versionOf } from './version.ts'

const images = [...new Set(catalogue.values())]
const bare = (name: string) => name.slice(name.lastIndexOf('/') + 1)

describe('what is in an image', () => {
  test('every tag of every image starts a command that the image has', () => {
    const lost = images.flatMap((image) =>
      image.tags.flatMap((tag) => {
        const config = configOf(image, tag)
        const [first] = argvOf(config, undefined, undefined)
        if (first === undefined)
          return image.made.from === 'distroless' ? [] : [`${image.name}:${tag}`]
        const name = bare(first)
        const isThere =
          config.own?.some((one) => one.name === name) || config.commands.includes(name)
        return isThere ? [] : [`${image.name}:${tag} ${name}`]
      }),
    )
    expect(lost).toEqual([])
  })
})

describe('the version behind a tag', () => {
  const tags = ['latest', '1.9', '1.9.1', '1.27', '1.27.0', '1.27.3', '1.27-alpine', 'alpine']
  test.each([
    ['1.9.1', '1.9.1'],
    ['1.27', '1.27.3'],
    ['1.27-alpine', '1.27.3'],
    ['latest', '1.27.3'],
    ['alpine', '1.27.3'],
  ])('%s is %s', (tag, version) => {
    expect(versionOf(tags, tag)).toBe(version)
  })
})

describe('what a first process is started with', () => {
  const redis = configOf(catalogue.get('docker.io/library/redis')!, '7.2')
  test.each<[string[] | undefined, string[] | undefined, string[]]>([
    [undefined, undefined, ['redis-server']],
    [undefined, ['--port', '7000'], ['redis-server', '--port', '7000']],
    [undefined, ['redis-cli', 'ping'], ['redis-cli', 'ping']],
    [['sh'], ['-c', 'true'], ['sh', '-c', 'true']],
    [['sh'], undefined, ['sh']],
  ])('command %j, args %j', (command, args, argv) => {
    expect(argvOf(redis, command, args)).toEqual(argv)
  })

  test('an entrypoint that is a program keeps its place before arguments', () => {
    const echo = configOf(catalogue.get('docker.io/hashicorp/http-echo')!, '1.0')
    expect(argvOf(echo, undefined, ['-text=hi'])).toEqual(['/http-echo', '-text=hi'])
  })
})
