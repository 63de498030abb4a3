import { int32, list, message, type Of, ref, text } from '../../schema/tree.ts'

export const exitCodes = message(
  'io.k8s.api.batch.v1.PodFailurePolicyOnExitCodesRequirement',
  'A demand on the exit code of a container.',
  {
    containerName: text(1, 'Only this container; any when left out.', { pointer: true }),
    operator: text(2, 'In or NotIn.', { required: true, oneOf: ['In', 'NotIn'] }),
    values: list(3, 'int32', 'The codes; 0 is not among them for In.', {
      required: true,
      list: 'set',
    }),
  },
)

export const podConditions = message(
  'io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern',
  'A demand on a condition of the pod.',
  {
    type: text(1, 'The type of the condition, such as DisruptionTarget.', { required: true }),
    status: text(2, 'Its status; True when left out.', { required: true }),
  },
)

export const podFailurePolicyRule = message(
  'io.k8s.api.batch.v1.PodFailurePolicyRule',
  'What a failure means that looks like this.',
  {
    action: text(1, 'FailJob, FailIndex, Ignore or Count.', {
      required: true,
      oneOf: ['FailJob', 'FailIndex', 'Ignore', 'Count'],
    }),
    onExitCodes: ref(2, exitCodes, 'By exit codes.'),
    onPodConditions: list(3, podConditions, 'By conditions of the pod.', { list: 'atomic' }),
  },
)
export type PodFailurePolicyRule = Of<typeof podFailurePolicyRule>

export const podFailurePolicy = message(
  'io.k8s.api.batch.v1.PodFailurePolicy',
  'What failed pods mean: the first rule that fits decides.',
  {
    rules: list(1, podFailurePolicyRule, 'The rules, in order.', {
      required: true,
      list: 'atomic',
    }),
  },
)

export const successPolicyRule = message(
  'io.k8s.api.batch.v1.SuccessPolicyRule',
  'What is enough.',
  {
    succeededIndexes: text(1, 'These indexes must have ended well, such as 0,2-4.', {
      pointer: true,
    }),
    succeededCount: int32(2, 'So many (of these) must have ended well.', { pointer: true }),
  },
)
export type SuccessPolicyRule = Of<typeof successPolicyRule>

export const successPolicy = message(
  'io.k8s.api.batch.v1.SuccessPolicy',
  'When an Indexed Job has done enough: one rule that is met suffices.',
  {
    rules: list(1, successPolicyRule, 'The rules.', { required: true, list: 'atomic' }),
  },
)
