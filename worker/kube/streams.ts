import type { Change, Cluster, Millis } from '../../shared/engine/index.ts'
import type { Facts } from '../db/facts.ts'
import type { Right } from '../tokens.ts'
import { Followers } from './followers.ts'
import { Sessions, type SessionKeeper } from './sessions.ts'
import { Watchers } from './watchers.ts'

/** What streams ask of their room. */
export interface StreamsHooks {
  /** The last one of a sort has ended. */
  onEmpty: () => void
  /** May this person change the cluster now? */
  mayAct: (right: Right) => boolean
}

/** What stays open after an answer has begun: watches, logs that go on, sessions with pods. */
export class Streams {
  readonly watchers: Watchers
  readonly followers: Followers
  readonly sessions: Sessions

  constructor(
    ctx: DurableObjectState,
    keeper: SessionKeeper,
    facts: Facts,
    { onEmpty, mayAct }: StreamsHooks,
  ) {
    this.watchers = new Watchers(onEmpty)
    this.followers = new Followers(onEmpty)
    this.sessions = new Sessions(ctx, keeper, facts, mayAct)
  }

  get count(): number {
    return this.watchers.count + this.followers.count + this.sessions.count
  }

  /** When one of them has something to show that changes nothing, in virtual time. */
  get nextDue(): Millis | null {
    return this.followers.nextDue
  }

  /** After every step. */
  told(changes: readonly Change[], cluster: Cluster): void {
    this.watchers.tell(changes)
    this.followers.tell()
    this.sessions.told(cluster)
  }

  /** The cluster is built anew: clients of watches and logs come back by themselves. */
  restart(): void {
    this.watchers.endAll()
    this.followers.endAll()
  }
}
