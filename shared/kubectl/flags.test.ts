import { describe, expect, it } from 'vitest'
import { parseFlags, requireFlags, type Flag } from './flags.ts'

const known: Flag[] = [
  { name: 'output', short: 'o', type: 'text' },
  { name: 'watch', short: 'w', type: 'flag' },
  { name: 'all-namespaces', short: 'A', type: 'flag' },
  { name: 'replicas', type: 'number', required: true },
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'dry-run', type: 'text', alone: 'unchanged' },
]
const parse = (line: string) => parseFlags('get', line.split(' '), known)

describe('flags of a command line', () => {
  it('come in every spelling, before and behind arguments', () => {
    const { args, flags } = parse('pods -owide -wA web --replicas=3 -f a,b -f=c --dry-run x')
    expect(args).toEqual(['pods', 'web', 'x'])
    expect(flags.text('output')).toBe('wide')
    expect(flags.on('watch') && flags.on('all-namespaces')).toBe(true)
    expect(flags.number('replicas')).toBe(3)
    expect(flags.all('filename')).toEqual(['a', 'b', 'c'])
    expect(flags.text('dry-run')).toBe('unchanged')
  })

  it('end at two dashes', () => {
    expect(parse('web -- sleep -w')).toMatchObject({ args: ['web', 'sleep', '-w'], dash: 1 })
  })

  it.each([
    ['--foo', 'error: unknown flag: --foo'],
    ['-wz', "error: unknown shorthand flag: 'z' in -wz"],
    ['--output', 'error: flag needs an argument: --output'],
    ['-o', "error: flag needs an argument: 'o' in -o"],
  ])('%s is refused in words', (line, message) => {
    expect(() => parse(line)).toThrow(message.replace('error: ', ''))
  })

  it('are missed when the command needs them', () => {
    expect(() => requireFlags(parse('x').flags, known)).toThrow(
      'required flag(s) "replicas" not set',
    )
  })
})
