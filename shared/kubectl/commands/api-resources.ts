import { defineCommand } from '../command.ts'
import { apiVersionOf, groupResource, type Resource } from '../discovery.ts'
import { Failure } from '../failure.ts'
import { byText } from '../object.ts'
import { align, TABLE } from '../output/columns.ts'

/** `kubectl api-resources`. Upstream: kubectl pkg/cmd/apiresources. */
export const apiResources = defineCommand({
  name: 'api-resources',
  about: 'Print the supported API resources on the server',
  flags: [
    { name: 'output', short: 'o', type: 'text' },
    { name: 'no-headers', type: 'flag' },
    { name: 'namespaced', type: 'flag' },
    { name: 'api-group', type: 'text' },
    { name: 'verbs', type: 'list' },
    { name: 'categories', type: 'list' },
    { name: 'cached', type: 'flag' },
    { name: 'sort-by', type: 'text' },
  ],
  run: async ({ flags, io, discovery }) => {
    const output = flags.text('output') ?? ''
    if (!['', 'wide', 'name'].includes(output))
      throw new Failure(`--output ${output} is not available`)
    const verbs = flags.all('verbs')
    const group = flags.text('api-group')
    const sortBy = flags.text('sort-by')
    const shown = (await discovery()).resources
      .filter((one) => !flags.has('namespaced') || one.namespaced === flags.on('namespaced'))
      .filter((one) => group === undefined || one.group === group)
      .filter((one) => verbs.every((verb) => one.verbs.includes(verb)))
      .filter((one) => flags.all('categories').every((word) => one.categories.includes(word)))
      .sort((left, right) => byText(orderOf(left, sortBy), orderOf(right, sortBy)))
    if (output === 'name') return io.stdout(shown.map((one) => `${groupResource(one)}\n`).join(''))
    const rows = shown.map((one) => row(one, output === 'wide').join('\t'))
    const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND']
    if (output === 'wide') header.push('VERBS', 'CATEGORIES')
    const lines = flags.on('no-headers') ? rows : [header.join('\t'), ...rows]
    io.stdout(align(lines.map((line) => `${line}\n`).join(''), TABLE))
  },
})

function orderOf({ group, plural, kind }: Resource, sortBy: string | undefined): string {
  if (sortBy === 'kind') return kind
  return sortBy === 'name' ? plural : `${group}\u0000${plural}`
}

function row(one: Resource, isWide: boolean): string[] {
  const cells = [
    one.plural,
    one.short.join(','),
    apiVersionOf(one),
    String(one.namespaced),
    one.kind,
  ]
  return isWide
    ? [...cells, [...one.verbs].sort(byText).join(','), one.categories.join(',')]
    : cells
}
