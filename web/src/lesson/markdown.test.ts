import { expect, it } from 'vitest'
import { blocksOf, spansOf } from './markdown.ts'

it('reads headings, paragraphs, lists, quotes and code', () => {
  const text = '# A\n\ntwo\nlines\n\n1. one\n   more\n2. two\n\n> said\n\n```shell\nx <b>\n```\n'
  expect(blocksOf(text)).toEqual([
    { kind: 'heading', spans: [{ kind: 'plain', text: 'A' }] },
    { kind: 'paragraph', spans: [{ kind: 'plain', text: 'two lines' }] },
    {
      kind: 'list',
      ordered: true,
      items: [[{ kind: 'plain', text: 'one more' }], [{ kind: 'plain', text: 'two' }]],
    },
    { kind: 'quote', spans: [{ kind: 'plain', text: 'said' }] },
    { kind: 'code', text: 'x <b>' },
  ])
})

it('marks code, strong and stressed words, and leaves lone stars alone', () => {
  expect(spansOf('a `b*c` **d** *e* 2 * 3')).toEqual([
    { kind: 'plain', text: 'a ' },
    { kind: 'code', text: 'b*c' },
    { kind: 'plain', text: ' ' },
    { kind: 'strong', text: 'd' },
    { kind: 'plain', text: ' ' },
    { kind: 'em', text: 'e' },
    { kind: 'plain', text: ' 2 * 3' },
  ])
})

it('joins Chinese lines without a space', () => {
  expect(blocksOf('你好，\n世界')).toEqual([
    { kind: 'paragraph', spans: [{ kind: 'plain', text: '你好，世界' }] },
  ])
})

it('ends with a text that stops in the middle of code', () => {
  expect(blocksOf('```\nx')).toEqual([{ kind: 'code', text: 'x' }])
})
