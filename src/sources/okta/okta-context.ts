import type { ReadGap } from '../../model/live.ts';
import type { IdentityObservation } from '../../model/observation.ts';
import type { DirectoryFacts } from '../../model/snapshot.ts';
import type { EarlierRead } from '../live/live-source.ts';
import type { OktaApp } from './find-app.ts';
import type { OktaLog } from './read-log.ts';
import type { OktaSession } from './session.ts';

/** What the read of all users works with. */
export interface OktaContext {
  readonly session: OktaSession;
  /** Null: applications may not be seen. */
  readonly app: OktaApp | null;
  readonly log: OktaLog;
  /** The read that this one may go on from; null: it has to be read in full. */
  readonly earlier: EarlierRead | null;
  /** The last complete read, for what it knew of people who are gone. */
  readonly known: EarlierRead | null;
  readonly fingerprint: string;
  /** What neither read can tell. */
  readonly gaps: readonly ReadGap[];
  facts(implicitSeen?: boolean): DirectoryFacts;
  withLog(row: IdentityObservation): IdentityObservation;
}
