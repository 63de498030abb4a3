import type { Command } from '../command.ts'
import { annotate } from './annotate.ts'
import { apiResources } from './api-resources.ts'
import { apply } from './apply.ts'
import { cordon, uncordon } from './cordon.ts'
import { createConfigMap } from './create-configmap.ts'
import { createDeployment } from './create-deployment.ts'
import { createNamespace } from './create-namespace.ts'
import { attach } from './attach.ts'
import { create } from './create.ts'
import { remove } from './delete.ts'
import { describe } from './describe.ts'
import { events } from './events.ts'
import { exec } from './exec.ts'
import { expose } from './expose.ts'
import { get } from './get.ts'
import { label } from './label.ts'
import { logs } from './logs.ts'
import { patch } from './patch.ts'
import { rolloutHistory } from './rollout-history.ts'
import { rolloutPause, rolloutRestart, rolloutResume } from './rollout-pause.ts'
import { rolloutStatus } from './rollout-status.ts'
import { rolloutUndo } from './rollout-undo.ts'
import { runPod } from './run-pod.ts'
import { scale } from './scale.ts'
import { setImage } from './set-image.ts'
import { topNode } from './top-node.ts'
import { topPod } from './top-pod.ts'
import { version } from './version.ts'
import { wait } from './wait.ts'

/** Every command: a new one is a file and a line here. */
export const commands: readonly Command[] = [
  create,
  createConfigMap,
  createDeployment,
  createNamespace,
  expose,
  runPod,
  setImage,
  get,
  remove,
  rolloutHistory,
  rolloutPause,
  rolloutRestart,
  rolloutResume,
  rolloutStatus,
  rolloutUndo,
  scale,
  topNode,
  topPod,
  cordon,
  uncordon,
  describe,
  logs,
  attach,
  exec,
  events,
  apply,
  patch,
  wait,
  label,
  annotate,
  apiResources,
  version,
]
