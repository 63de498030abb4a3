import { begin } from './begin.ts'
import { otherImage } from './changed.ts'
import { configured, misconfigured } from './config.ts'
import { heldBack, pullAgain, pulled } from './pulled.ts'
import { again, backOff } from './restart.ts'
import { run } from './run.ts'
import type { Stage } from './stage.ts'
import { start } from './start.ts'

/** The life of a container. The first row that matches decides, in this order and no other. */
export const stages: readonly Stage[] = [
  otherImage,
  begin,
  pulled,
  heldBack,
  pullAgain,
  misconfigured,
  configured,
  start,
  run,
  backOff,
  again,
]
