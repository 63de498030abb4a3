import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { replay, type Compared, type Instead, type Recording } from './test-support/replay.ts'
import type { Printed, Story } from './test-support/story.ts'

/** Scenarios of a real control plane, typed again. See golden/README.md. */
const recording = (name: string): Recording =>
  JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as Recording

/** Lines whose output is not compared at all, each with its reason. */
const UNCOMPARED: [RegExp, string][] = [
  [/-o (yaml|jsonpath)|describe pod|get events/, 'full of times, addresses and uids'],
  [/get pods$|get all$|delete pod|get deploy,pods/, 'how far old pods are is the runtime’s affair'],
  [/endpoints|describe svc/, 'addresses of pods'],
  [/autoscale|get hpa/, 'there are no autoscalers yet'],
]

/** Lines of which only the end is compared: how often they print depends on the runtime. */
const WAITING = /rollout status/

function comparable(commands: readonly Compared[]): Compared[] {
  return commands
    .filter(({ command }) => !UNCOMPARED.some(([pattern]) => pattern.test(command)))
    .map(({ command, recorded, here }) => ({
      command,
      recorded: atTheEnd(command, recorded),
      here: atTheEnd(command, here),
    }))
}

function atTheEnd(command: string, { code, stdout, stderr }: Printed): Printed {
  if (WAITING.test(command)) return { code, stdout: stdout.trim().split('\n').at(-1) ?? '', stderr }
  if (!/describe deploy/.test(command)) return { code, stdout, stderr }
  // Events are compared apart: 1.32 says in them how many replicas there were.
  return { code, stdout: sortedSets(stdout.slice(0, stdout.indexOf('Events:'))), stderr }
}

/** Old sets are listed by name, and names differ. */
function sortedSets(text: string): string {
  return text.replace(/^(OldReplicaSets:  )(.*)$/m, (_line, head: string, sets: string) => {
    return (
      head +
      sets
        .split(', ')
        .sort((a, b) => (a < b ? -1 : 1))
        .join(', ')
    )
  })
}

function expectSameOutput(commands: readonly Compared[]): void {
  for (const { command, recorded, here } of comparable(commands)) {
    expect({ command, ...here }).toEqual({ command, ...recorded })
  }
}

/** The sizes that one set had, in order. */
const sizesOf = (sizes: readonly string[], set: string): number[] =>
  sizes.filter((size) => size.startsWith(`${set} `)).map((size) => Number(size.split(' ')[1]))

const RESOURCES = JSON.stringify({
  spec: {
    template: {
      spec: {
        containers: [{ name: 'nginx', resources: { limits: { cpu: '200m', memory: '512Mi' } } }],
      },
    },
  },
})

const SHOP = `apiVersion: v1
kind: Service
metadata: {name: shop, labels: {app: shop, track: stable}}
spec: {ports: [{port: 80}], selector: {app: shop}}
`

/** How to do what the classroom's kubectl does not know yet, with what upstream's would print. */
const DETOURS: [RegExp, (story: Story, command: string) => Promise<string>, string][] = [
  [
    /^kubectl set resources/,
    (story) => story.ok(`kubectl patch deployment nginx-deployment -p '${RESOURCES}'`),
    'deployment.apps/nginx-deployment resource requirements updated\n',
  ],
  [
    /^kubectl --record deployment/,
    (story) => story.ok('kubectl set image deployment/nginx-deployment nginx=nginx:1.9.1'),
    'deployment.apps/nginx-deployment image updated\n'.repeat(2),
  ],
  [
    /^kubectl annotate/,
    (story, command) => story.ok(`${command} --overwrite`),
    'deployment.apps/nginx-deployment annotated\n',
  ],
  [/^kubectl expose/, (story) => story.ok('kubectl create -f -', SHOP), 'service/shop exposed\n'],
]

const RECORD = 'Flag --record has been deprecated, --record will be removed in the future\n'

const detour: Instead = (command, story) => {
  const found = DETOURS.find(([pattern]) => pattern.test(command))
  if (!found) return undefined
  const [, go, stdout] = found
  const stderr = command.includes('--record') ? RECORD : ''
  return go(story, command).then(() => ({ code: 0, stdout, stderr }))
}

const play = (name: string) => replay(recording(name), detour)

describe('as a real control plane did it', () => {
  test(
    '[DEP-012] [DEP-026] [DEP-031] [DEP-033] [DEP-045] create, update, typo, history, undo',
    { timeout: 60_000 },
    async () => {
      const played = await play('deployment-create-update-history')
      const { recorded, here } = played
      expect(here.sizes).toEqual(recorded.sizes)
      expect(here.progressing).toEqual(recorded.progressing)
      expect(here.sets).toEqual(recorded.sets)
      expect(here.deployments).toEqual(recorded.deployments)
      // From the tenth message on they are combined. Which old message is forgotten to make room is
      // chance upstream; it decided there that two messages of the last undo were counted singly.
      expect(here.events.slice(0, 19)).toEqual(recorded.events.slice(0, 19))
      expectSameOutput(played.commands)
    },
  )

  test('[DEP-017] [DEP-018] rollover', async () => {
    const played = await play('deployment-rollover')
    const { recorded, here } = played
    // Two sets of one second are taken by name, and names differ: there rs2 went first, here rs1.
    // How large the steps are after that depends on which pods became ready together.
    expect(here.sizes.slice(0, 5)).toEqual(recorded.sizes.slice(0, 5))
    expect(here.events.slice(0, 4)).toEqual(recorded.events.slice(0, 4))
    expect(sizesOf(here.sizes, 'rs3').slice(0, 2)).toEqual(
      sizesOf(recorded.sizes, 'rs3').slice(0, 2),
    )
    for (const set of ['rs1', 'rs2', 'rs3']) {
      expect(sizesOf(here.sizes, set).at(-1)).toBe(sizesOf(recorded.sizes, set).at(-1))
    }
    expect(sizesOf(here.sizes, 'rs1')).toEqual(sizesOf(here.sizes, 'rs1').sort((a, b) => b - a))
    expect(here.progressing).toEqual(recorded.progressing)
    expect(here.sets).toEqual(recorded.sets)
    const [, ...rest] = played.commands.filter(({ command }) => command === 'kubectl get rs')
    const others = played.commands.filter(({ command }) => command !== 'kubectl get rs')
    expectSameOutput([...others, ...rest])
  })

  test('[DEP-039] [DEP-040] [DEP-043] pause, change twice, scale, resume', async () => {
    const played = await play('deployment-pause-resume')
    const { recorded, here } = played
    expect(here).toEqual(recorded)
    expectSameOutput(played.commands)
  })

  test('[DEP-025] a rollout that cannot go on is given up, and undone', async () => {
    const played = await play('deployment-progress-deadline')
    expect(played.here).toEqual(played.recorded)
    expectSameOutput(played.commands)
  })

  test('[DEP-037] scaled in the middle of a rollout', async () => {
    const played = await play('deployment-proportional-scaling')
    const { events: eventsThen, ...recorded } = played.recorded
    const { events: eventsNow, ...here } = played.here
    expect(here).toEqual(recorded)
    expect(eventsNow.slice(0, 9)).toEqual(eventsThen.slice(0, 9))
    // 1.20 said "to 5" twice and counted; 1.32 says "from 3 to 5" and "from 4 to 5": a tenth
    // message.
    expect(eventsThen.at(-1)).toMatch(/: Scaled up replica set rs2 to 5 \(x2\)$/)
    expect(eventsNow.slice(9)).toEqual([
      'nginx-deployment ScalingReplicaSet: ' +
        '(combined from similar events): Scaled up replica set rs2 to 5',
    ])
    expectSameOutput(played.commands)
  })

  test(
    '[DEP-014] [DEP-061] recreate, with two old revisions kept',
    { timeout: 60_000 },
    async () => {
      const played = await play('deployment-recreate-and-history-limit')
      const { progressing: progressThen, ...recorded } = played.recorded
      const { progressing: progressNow, ...here } = played.here
      expect(here).toEqual(recorded)
      // There the first pods ran already when they were replaced, so the Deployment had a while
      // without any set of its template; here they had not started, and are gone at once.
      expect(progressNow).toEqual(
        progressThen.filter(
          (line) => !line.endsWith('Deployment "nginx-deployment" is progressing.'),
        ),
      )
      expectSameOutput(played.commands)
    },
  )

  test('[DEP-062] a canary beside the stable version', async () => {
    const played = await play('deployment-canary')
    const { recorded, here } = played
    // The two Deployments start together; their lines are compared each for itself.
    for (const name of ['stable', 'canary']) {
      const of = (lines: readonly string[]) => lines.filter((line) => line.startsWith(`${name} `))
      expect(of(here.progressing)).toEqual(of(recorded.progressing))
      expect(of(here.events)).toEqual(of(recorded.events))
      expect(of(here.deployments)).toEqual(of(recorded.deployments))
    }
    expect(here.sizes).toEqual(recorded.sizes)
    expect(here.sets).toEqual(recorded.sets)
    expectSameOutput(played.commands)
  })
})
