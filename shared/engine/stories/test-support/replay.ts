import type { ApiRequest } from '../../input.ts'
import { anonymous, nicknames, tell, type Told } from './fold.ts'
import { reduce, type Note } from './reduce.ts'
import { Story, type Printed } from './story.ts'

/** A scenario as it was recorded: see golden/README.md. */
export interface Recording {
  namespace: string
  steps: Step[]
  records: Note[]
}

interface Step {
  at: number
  command?: string
  code?: number
  stdout?: string
  stderr?: string
  until?: string
  is?: string | number
}

/** One command line, as it was recorded and as it went here. */
export interface Compared {
  command: string
  recorded: Printed
  here: Printed
}

export interface Replayed {
  story: Story
  recorded: Told
  here: Told
  commands: Compared[]
}

/** Does in another way what the classroom's kubectl could not do; undefined: there is no other. */
export type Instead = (command: string, story: Story) => Promise<Printed> | undefined

/** A command of a person takes about so long. */
const TYPING_MS = 70

const manifest = (replicas: number): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: nginx-deployment
  labels:
    app: nginx
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: nginx
  template:
    metadata:
      labels:
        app: nginx
    spec:
      containers:
      - name: nginx
        image: nginx:1.7.9
        ports:
        - containerPort: 80
`

/** The recording's runtime could pull whatever it was told to: here such images are published. */
const publishing: ApiRequest = {
  method: 'POST',
  path: '/apis/flotilla.dev/v1/images',
  contentType: 'application/json',
  body: JSON.stringify({
    apiVersion: 'flotilla.dev/v1',
    kind: 'Image',
    metadata: { name: 'nginx' },
    spec: {
      image: 'nginx',
      tags: ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7.9', '1.9.1', '1.9.2', '1.91'],
    },
  }),
}

const FILES = { 'm/nginx.yaml': manifest(3), 'm/nginx10.yaml': manifest(10) }

/**
 * Types a recording's lines at the pace at which they were typed. What waited for the cluster then
 * waits for it now, however long that takes here.
 */
export async function replay(recording: Recording, instead: Instead = () => undefined) {
  const { namespace, steps, records } = recording
  const story = new Story({ namespace, files: FILES, seed: namespace })
  story.send(publishing)
  await story.ok(`kubectl create namespace ${namespace}`)
  story.wait(1_000)
  const commands: Compared[] = []
  let before: Step | undefined
  for (const step of steps) {
    story.wait(pauseBefore(step, before))
    before = step
    if (step.until !== undefined) await waitFor(story, step.until, String(step.is))
    if (step.command === undefined) continue
    const { command, code = 0, stdout = '', stderr = '' } = step
    const first = await typed(story, command)
    const here = first.code === code ? first : ((await instead(command, story)) ?? first)
    commands.push({ command, recorded: { code, stdout, stderr }, here })
  }
  story.wait(60_000)
  const notes = reduce(story.changes, namespace)
  return {
    story,
    recorded: tell(records),
    here: tell(notes),
    commands: named(commands, records, notes),
  }
}

/** Types a line; one that sends a manifest through `sed` to another kubectl is taken apart. */
async function typed(story: Story, command: string): Promise<Printed> {
  const found = /^(kubectl create .*) \| sed 's\/(.*)\/(.*)\/g' \| (kubectl .*)$/.exec(command)
  if (!found) return story.type(command)
  const [, make = '', from = '', to = '', use = ''] = found
  return story.type(use, (await story.ok(make)).replaceAll(from, to))
}

function pauseBefore(step: Step, before: Step | undefined): number {
  const isWaiting =
    before?.until !== undefined || /rollout status|delete/.test(before?.command ?? '')
  if (!before || isWaiting) return TYPING_MS
  const pause = step.at - before.at
  // Who waited a while wanted to see the end of something, and here containers take longer to
  // start.
  return pause < 1_000 ? Math.max(TYPING_MS, pause) : 3 * pause
}

async function waitFor(story: Story, line: string, is: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await story.type(line)).stdout === is) return
    story.wait(100)
  }
  throw new Error(`${line} never printed ${is}`)
}

/** The same commands with nicknames for sets, and without what differs from run to run. */
function named(commands: Compared[], recorded: Note[], here: Note[]): Compared[] {
  const [then, now] = [nicknames(recorded), nicknames(here)]
  return commands.map((one) => ({
    command: one.command,
    recorded: plainly(one.recorded, then),
    here: plainly(one.here, now),
  }))
}

function plainly(printed: Printed, names: ReadonlyMap<string, string>): Printed {
  const { code, stdout, stderr } = printed
  return { code, stdout: timeless(stdout, names), stderr: timeless(stderr, names) }
}

/** Ages, dates and widths of columns differ; rows come in the order of names, which differ too. */
function timeless(text: string, names: ReadonlyMap<string, string>): string {
  const lines = anonymous(text, names)
    .replaceAll(/(?<=\s)(\d+[smhd])+(?=\s|$)/gm, '<age>')
    .replaceAll(/<age> \(x\d+ over <age>\)/g, '<age>')
    .replaceAll(/^CreationTimestamp:.*$/gm, 'CreationTimestamp: <date>')
    .replaceAll(/ {2,}/g, '  ')
    .split('\n')
  const isTable = lines[0]?.startsWith('NAME ') ?? false
  return isTable
    ? lines
        .sort((a, b) => (a < b ? -1 : 1))
        .join('\n')
        .trim()
    : lines.join('\n')
}
