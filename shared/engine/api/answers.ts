import type { Actor, ApiRequest, Reply } from '../input.ts'
import type { SelfSubjectAccessReview, SelfSubjectRulesReview } from '../schema/reviews.ts'
import { timestamp } from '../time.ts'
import { forbidPage, isAllowed, rulesOf, type Wish } from './authorize.ts'
import { refused, replied } from './call.ts'
import type { Api } from './handle.ts'
import { Query } from './query.ts'
import { QUESTIONS, type Question } from './questions.ts'
import { readObject } from './read-object.ts'
import type { Route } from './route.ts'
import { isStatus, refuse } from './status.ts'
import { writeOptions } from './write-options.ts'

type Asked = Extract<Route, { to: 'question' }>

/** POST of a review about oneself: what one may do, and who one is. Nothing is stored. */
export function answerQuestion(api: Api, request: ApiRequest, actor: Actor, asked: Asked): Reply {
  const question = QUESTIONS.find(
    ({ group, version, plural, namespaced }) =>
      group === asked.group &&
      version === asked.version &&
      plural === asked.resource &&
      (asked.namespace === '' || namespaced),
  )
  // Bindings are posted to the pod's own `binding` by every client since 1.2.
  if (!question || question.kind === 'Binding') return refused(refuse.noSuchPath())
  if (request.method !== 'POST') return refused(refuse.methodNotAllowed())
  const options = writeOptions(new Query(request.query), 'CreateOptions')
  if (isStatus(options)) return refused(options)
  const read = readObject(api, request, question, options.mode)
  if (isStatus(read)) return refused(read)
  const metadata = { creationTimestamp: timestamp(api.view.now) }
  const answer = { ...read.object, metadata, ...answerTo(api, actor, question, read.object) }
  return replied(answer, 201, read.warnings)
}

function answerTo(api: Api, actor: Actor, question: Question, body: object): object {
  if (question.kind === 'SelfSubjectReview') return { status: { userInfo: whoIs(actor) } }
  if (question.kind === 'SelfSubjectRulesReview') {
    const { spec } = body as SelfSubjectRulesReview
    return { status: rulesStatus(actor, spec.namespace ?? '') }
  }
  return { status: mayThey(api, actor, body as SelfSubjectAccessReview) }
}

function whoIs({ user, groups }: Actor): object {
  const isKnown =
    groups.includes('system:authenticated') || groups.includes('system:unauthenticated')
  return { username: user, groups: isKnown ? groups : [...groups, 'system:authenticated'] }
}

function mayThey(api: Api, actor: Actor, { spec }: SelfSubjectAccessReview): object {
  const { resourceAttributes: wanted, nonResourceAttributes: path } = spec
  if (path) {
    const parts = (path.path ?? '').replace(/^\/+/, '').split('/')
    return { allowed: !forbidPage(actor, path.verb ?? '', parts) }
  }
  if (!wanted) return { allowed: false }
  const { group = '', resource = '', namespace = '', name = '', subresource = '' } = wanted
  const kind = api.registry.kinds.find((kind) => kind.group === group && kind.plural === resource)
  const wish: Wish = {
    verb: wanted.verb ?? '',
    group,
    resource,
    subresource,
    namespace: kind?.scope === 'Cluster' ? '' : namespace,
    name,
  }
  return { allowed: isAllowed(actor, wish) }
}

/** What everybody may ask about themselves. Upstream: the ClusterRole `system:basic-user`. */
const ABOUT_ONESELF = [
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  },
  { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
]

function rulesStatus(actor: Actor, namespace: string): object {
  const isSystem = namespace.startsWith('kube-')
  const isMaster = actor.groups.includes('system:masters')
  const rules = rulesOf(actor).filter(({ where }) => where === 'anywhere' || !isSystem)
  return {
    resourceRules: [
      ...rules.map(({ verbs, groups, resources }) => ({ verbs, apiGroups: groups, resources })),
      ...ABOUT_ONESELF,
    ],
    nonResourceRules:
      rules.length > 0
        ? [
            ...(isMaster ? [{ verbs: ['*'], nonResourceURLs: ['*'] }] : []),
            {
              verbs: ['get'],
              nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'],
            },
            { verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version'] },
          ]
        : [],
    incomplete: false,
  }
}
