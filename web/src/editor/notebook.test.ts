import { expect, it } from 'vitest'
import { Notebook } from './notebook.ts'
import { NotebookFiles } from './files.svelte.ts'

/** Two notebooks on a line that can be cut; what is sent meanwhile is lost, as on a real one. */
function pair() {
  const line = { up: true }
  const ends: Notebook[] = []
  const end = (other: () => Notebook | undefined) =>
    new Notebook((bytes) => {
      if (line.up) other()?.receive(bytes)
      return line.up
    })
  ends.push(
    end(() => ends[1]),
    end(() => ends[0]),
  )
  const [a, b] = ends as [Notebook, Notebook]
  a.greet()
  b.greet()
  return { a, b, line }
}

it('shows what the other one types', () => {
  const { a, b } = pair()
  a.doc.getText('t').insert(0, 'ahoy')
  expect(b.doc.getText('t').toString()).toBe('ahoy')
})

it('loses nothing that either side typed while the line was down', () => {
  const { a, b, line } = pair()
  a.doc.getText('t').insert(0, 'one ')
  line.up = false
  a.doc.getText('t').insert(4, 'from a ')
  b.doc.getText('t').insert(4, 'from b ')
  line.up = true
  a.greet()
  b.greet()
  expect(a.doc.getText('t').toString()).toBe(b.doc.getText('t').toString())
  expect(a.doc.getText('t').toString()).toContain('from a')
  expect(a.doc.getText('t').toString()).toContain('from b')
})

it('ignores messages of a kind that it does not know', () => {
  const { a } = pair()
  expect(() => a.receive(new Uint8Array([77, 1, 2, 3]))).not.toThrow()
})

it('lets two people rename and type in one file at once', () => {
  const { a, b } = pair()
  const [here, there] = [new NotebookFiles(a, 'c'), new NotebookFiles(b, 'c')]
  const id = here.add('web.yaml', 'kind: Pod\n')
  there.text(id)?.insert(0, '# mine\n')
  here.rename(id, 'pod.yaml')
  expect(there.list).toEqual([{ id, name: 'pod.yaml' }])
  expect(here.contentOf('./pod.yaml')).toBe('# mine\nkind: Pod\n')
})

it('gives a second file of the same name a number', () => {
  const { a } = pair()
  const files = new NotebookFiles(a, 'c')
  files.add('web.yaml', '')
  files.add('web.yaml', '')
  expect(files.list.map(({ name }) => name)).toEqual(['web-2.yaml', 'web.yaml'])
})

it('keeps the files of clusters apart', () => {
  const { a } = pair()
  new NotebookFiles(a, 'one').add('web.yaml', '')
  expect(new NotebookFiles(a, 'two').list).toEqual([])
})
