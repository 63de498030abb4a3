import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'
import type { Progress } from './run-desk.ts'

export class ClassRoom extends DurableObject<Env> {
  report(_cluster: string, _progress: Progress): void {}
}
