import { beforeAll, describe, expect, test } from 'vitest'
import type { ApiRequest, Doing, Reply } from '../../input.ts'
import { Lab } from '../../kubelet/test-support/lab.ts'
import { INBOX, type Opened } from '../../programs/session.ts'

const teacher = { user: 'teacher:ada', groups: ['system:masters'] }

/** Sends one input at this instant. */
function tell(lab: Lab, what: Doing, actor = teacher): Reply {
  const { cluster } = lab
  return cluster.step({ seq: cluster.seq + 1, at: cluster.now, actor, do: what }).reply
}

function ask(lab: Lab, path: string, query = '', actor = teacher): Reply {
  const request: ApiRequest = {
    method: 'GET',
    path: `/api/v1/namespaces/default/pods/${path}`,
    query,
  }
  return tell(lab, { type: 'connect', request, session: 's1' }, actor)
}

const words = ({ body }: Reply) => (body as { message: string }).message

describe('a session with a pod', () => {
  let lab: Lab
  beforeAll(() => {
    lab = new Lab()
    lab.pod('web', 'nginx:1.25')
    lab.pod('two', 'nginx:1.25', {
      initContainers: [{ name: 'first', image: 'busybox', command: ['true'] }],
      containers: [
        { name: 'a', image: 'nginx:1.25' },
        { name: 'b', image: 'redis' },
      ],
    })
    lab.pod('nowhere', 'nginx:1.25', { nodeSelector: { disk: 'none' } })
    lab.until(() => lab.word('web') === 'Running')
  })

  test('is opened with a command, in the only container', () => {
    const { code, body } = ask(lab, 'web/exec', 'command=ls&command=-l&stdin=true&tty=true')
    expect(code).toBe(101)
    expect(body as unknown as Opened).toEqual({
      pod: { namespace: 'default', name: 'web', uid: lab.get('web').metadata.uid },
      mode: 'exec',
      container: 'c',
      argv: ['ls', '-l'],
      stdin: true,
      stdout: true,
      stderr: false,
      tty: true,
    })
  })

  test('says which containers there are where one must be named', () => {
    const reply = ask(lab, 'two/exec', 'command=ls')
    expect(reply.code).toBe(400)
    expect(words(reply)).toBe(
      'a container name must be specified for pod two, choose one of: [a b] or one of the init containers: [first]',
    )
    expect(words(ask(lab, 'two/attach', 'container=x'))).toBe(
      'container x is not valid for pod two',
    )
  })

  test('needs a pod on a node, and a container that runs', () => {
    expect(words(ask(lab, 'nowhere/exec', 'command=ls'))).toBe(
      'pod nowhere does not have a host assigned',
    )
    expect(words(ask(lab, 'nowhere/portforward'))).toBe('pod nowhere does not have a host assigned')
    const { code, body } = ask(lab, 'two/exec', 'command=ls&container=first')
    expect(code).toBe(101)
    expect((body as unknown as Opened).refused).toBe(
      'unable to upgrade connection: container not found ("first")',
    )
    const attached = ask(lab, 'two/attach', 'container=first').body as unknown as Opened
    expect(attached.refused).toBe(
      'unable to upgrade connection: container first not found in pod two_default',
    )
  })

  test('is refused to who may not, for what is not there, and without an upgrade', () => {
    const stranger = { user: 'nobody', groups: ['flotilla:observers'] }
    expect(words(ask(lab, 'web/exec', 'command=ls', stranger))).toBe(
      'pods "web" is forbidden: User "nobody" cannot get resource "pods/exec" in API group "" ' +
        'in the namespace "default"',
    )
    expect(words(ask(lab, 'gone/exec', 'command=ls'))).toBe('pods "gone" not found')
    const request: ApiRequest = {
      method: 'POST',
      path: '/api/v1/namespaces/default/pods/web/exec',
      query: 'command=ls',
    }
    const reply = tell(lab, { type: 'request', request })
    expect(reply.code).toBe(400)
    expect(words(reply)).toContain('use kubectl 1.30 or newer')
  })

  test('does not reach a kubelet that nobody can hear', () => {
    const node = lab.get('web').spec.nodeName ?? ''
    lab.fault('dark', { what: 'unreachable', where: { nodes: `kubernetes.io/hostname=${node}` } })
    lab.run(1)
    const reply = ask(lab, 'web/exec', 'command=ls')
    expect(reply.code).toBe(500)
    expect(words(reply)).toMatch(/^error dialing backend: dial tcp \S+:10250: connect: no route to/)
    lab.heal('dark')
    lab.run(1)
  })

  test('is heard only by the pod that is meant', () => {
    const message = { type: 'close', session: 's1' }
    const pod = { namespace: 'default', name: 'web', uid: 'of-another' }
    expect(tell(lab, { type: 'session', pod, message }).code).toBe(404)
    expect(lab.cluster.view.noteOf(lab.get('web'), INBOX) ?? []).not.toContainEqual(message)
  })
})
