import { keyOf } from '../../object.ts'
import { matchesSelector } from '../../schema/match-selector.ts'
import type { View } from '../../store/view.ts'
import type { Wakes } from '../define-kind.ts'
import type { Pod } from '../pod/schema.ts'
import type { PodDisruptionBudget } from './schema.ts'

/** The pods that a budget is about: those of its namespace that its selector matches. */
export function podsOf({ metadata, spec }: PodDisruptionBudget, view: View): Pod[] {
  return view
    .list<Pod>('Pod', metadata.namespace ?? '')
    .filter((pod) => matchesSelector(spec.selector, pod.metadata.labels))
}

/** Does the pod say that it is ready to serve? */
export function isHealthy({ status }: Pod): boolean {
  return (status.conditions ?? []).some((one) => one.type === 'Ready' && one.status === 'True')
}

/** The budgets that a pod falls under. */
export function budgetsOf({ metadata }: Pod, view: View): PodDisruptionBudget[] {
  return view
    .list<PodDisruptionBudget>('PodDisruptionBudget', metadata.namespace ?? '')
    .filter(({ spec }) => matchesSelector(spec.selector, metadata.labels))
}

/** A pod wakes the budgets that it falls under now, and those that it fell under before. */
export const budgetsOfPod: Wakes<Pod> = (pod, { previous }, view) => {
  const budgets = view.list<PodDisruptionBudget>(
    'PodDisruptionBudget',
    pod.metadata.namespace ?? '',
  )
  if (budgets.length === 0) return []
  const states = previous ? [pod, previous] : [pod]
  return budgets
    .filter(({ spec }) =>
      states.some(({ metadata }) => matchesSelector(spec.selector, metadata.labels)),
    )
    .map((budget) => keyOf(budget))
}
