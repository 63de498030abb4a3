import { imageLine, imageRoute, imageSpec } from '../../kinds/image/schema.ts'
import { commands } from '../../programs/commands/index.ts'
import type { Command } from '../../programs/command.ts'
import { servers } from '../../programs/servers/index.ts'
import type { MessageType } from '../../schema/tree.ts'
import { argvOf } from '../argv.ts'
import { BASES } from '../bases.ts'
import { subjects } from '../catalogue.ts'
import { configOf } from '../config.ts'
import { words, type Image } from '../image.ts'

const HEAD = `# Images

Every image that a cluster can pull, with its tags and with what its program can do here. Anything
else is \`ErrImagePull\`, with the words of a real registry. A digest is taken in place of a tag.
Programs are models: they listen, answer, write and end as the real ones do, as far as their line
below says.

This page is written from the catalogue by \`npx vitest run shared/engine/images/page.test.ts -u\`.

`

const OWN = `## Images of one's own

A lesson or a teacher publishes images for a cluster as objects of kind \`Image\`
(\`flotilla.dev/v1\`, teachers only). They come before the catalogue.

\`\`\`yaml
apiVersion: flotilla.dev/v1
kind: Image
metadata:
  name: shop
spec:
  image: shop
  tags: ['1', '2']
  ports: [8080]
  startup: 3s
  routes:
    - { path: /healthz, status: 200, until: 60s }
    - { path: /healthz, status: 500, after: 60s }
    - { path: '*', body: 'shop\\n' }
  log:
    - { line: 'listening on 8080', after: 3s }
  memory: 64Mi
  memoryPerMinute: 8Mi
  needsEnv: [DATABASE_URL]
\`\`\`

`

/** The page docs/images.md. */
export function page(): string {
  const parts = subjects.map(
    ({ title, images }) => `## ${title}\n\n${images.map(entry).join('\n')}\n`,
  )
  return `${HEAD}${parts.join('\n')}\n${systems()}\n${tools()}\n${OWN}${fields()}`
}

const code = (text: string) => `\`${text}\``

function entry(image: Image): string {
  const tag = image.tags[0] ?? 'latest'
  const config = configOf(image, tag)
  const argv = argvOf(config, undefined, undefined)
  const also = image.aliases?.length ? `Also ${image.aliases.map(code).join(', ')}.\n` : ''
  const ports = config.ports?.length ? ` Ports ${config.ports.join(', ')}.` : ''
  const runs = argv.length > 0 ? `Starts ${code(argv.map(shown).join(' '))}.` : 'Starts nothing.'
  const more = words(image.made.commands).filter((name) => name !== bare(argv[0] ?? ''))
  const beside = more.length > 0 ? ` Beside its base: ${more.map(code).join(', ')}.` : ''
  const program = find(image, argv[0] ?? '')
  const about = program ? `${program.about}.\n` : ''
  return `### ${image.name}

${about}${runs} Made from ${image.made.from}.${ports}${beside}
${also}Tags: ${image.tags.join(' ')}
`
}

const shown = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`)
const bare = (name: string) => name.slice(name.lastIndexOf('/') + 1)

function find(image: Image, name: string): Command | undefined {
  const own = configOf(image, image.tags[0] ?? 'latest').own ?? []
  return (
    own.find((one) => one.name === bare(name)) ??
    servers.get(bare(name)) ??
    commands.get(bare(name))
  )
}

function systems(): string {
  const rows = Object.entries(BASES).map(([name, { commands: has, shell }]) => {
    const list = has.length > 0 ? [...has].map(code).join(' ') : 'nothing'
    return `| ${name} | ${shell ?? 'none'} | ${list} |`
  })
  return `## Systems\n\n| made from | \`sh\` | tools |\n|---|---|---|\n${rows.join('\n')}\n`
}

function tools(): string {
  const rows = [...commands.values()]
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, about }) => `| ${cell(code(name))} | ${cell(about)} |`)
  return `## What the tools can do\n\n| tool | does |\n|---|---|\n${rows.join('\n')}\n`
}

const cell = (text: string) => text.replaceAll('|', '\\|')

function fields(): string {
  const table = (title: string, type: MessageType, path: string) => {
    const rows = Object.entries(type.fields).map(
      ([name, { words: text, required }]) =>
        `| ${code(path + name)} | ${cell(text)}${required ? ' **Needed.**' : ''} |`,
    )
    return `| ${title} | |\n|---|---|\n${rows.join('\n')}\n`
  }
  return [
    table('field of `spec`', imageSpec, ''),
    table('field of a route', imageRoute, 'routes[].'),
    table('field of a line', imageLine, 'log[].'),
  ].join('\n')
}
