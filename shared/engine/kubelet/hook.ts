import { hookFault } from '../kinds/fault/effects.ts'
import { SECOND } from '../time.ts'
import type { Unit } from './life.ts'
import type { HookName, HookNote } from './note.ts'
import { httpOutcome } from './probe/http.ts'

/** Begins a hook. Source: kubelet/lifecycle/handlers.go (v1.32). */
export function startHook(unit: Unit, name: HookName): void {
  unit.note.hooks = { ...unit.note.hooks, [name]: begun(unit, name) }
}

function begun(unit: Unit, name: HookName): HookNote {
  const { life, spec } = unit
  const handler = spec.lifecycle?.[name]
  const fault = hookFault(life.view, life.pod, spec, name)
  if (fault) {
    life.strike(fault)
    const command = (handler?.exec?.command ?? []).join(' ')
    const why = fault.spec.message ?? `command '${command}' exited with 1: `
    return { due: life.now, failed: hookText(unit, name, why, '') }
  }
  if (handler?.exec) {
    life.runtime.exec(spec.name, handler.exec.command ?? [], ticketOf(unit, name))
    return {}
  }
  if (handler?.sleep) return { due: life.now + handler.sleep.seconds * SECOND }
  if (handler?.httpGet) {
    const { result, output, tookMs = 0 } = httpOutcome(unit, handler.httpGet, 'hook')
    const due = life.now + tookMs
    return result === 'failure' ? { due, failed: hookText(unit, name, output, '') } : { due }
  }
  return { due: life.now, failed: 'Cannot run handler: invalid handler' }
}

/** How a hook stands: it runs, it is over, or it failed and why. */
export function pollHook(unit: Unit, name: HookName): 'runs' | 'over' | { failed: string } {
  const { life, note, spec } = unit
  const hook = note.hooks?.[name]
  if (!hook) return 'over'
  if (hook.due !== undefined) {
    if (life.now < hook.due) {
      life.plan.wakeAt(hook.due)
      return 'runs'
    }
    return hook.failed === undefined ? 'over' : { failed: hook.failed }
  }
  const ran = life.runtime.ran(ticketOf(unit, name))
  if (!ran) return 'runs'
  if (ran.code === 0) return 'over'
  const command = (spec.lifecycle?.[name]?.exec?.command ?? []).join(' ')
  return {
    failed: hookText(unit, name, `command '${command}' exited with ${ran.code}: `, ran.output),
  }
}

function hookText({ life, spec }: Unit, name: HookName, why: string, output: string): string {
  const { exec, httpGet } = spec.lifecycle?.[name] ?? {}
  const { metadata } = life.pod
  const pod = `${metadata.name}_${metadata.namespace}(${metadata.uid})`
  const about = `for Container "${spec.name}" in Pod "${pod}" failed - error: ${why}`
  if (httpGet) return `HTTP lifecycle hook (${httpGet.path ?? ''}) ${about}`
  const command = (exec?.command ?? []).join(' ')
  return `Exec lifecycle hook ([${command}]) ${about}, message: ${JSON.stringify(output)}`
}

function ticketOf({ spec }: Unit, name: HookName): string {
  return `${spec.name}:${name}`
}
