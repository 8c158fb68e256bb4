import type { LiveCheck } from '../../sources/live/live-source.ts';

/** One thing that the program needs or could use, and its state. */
export interface DoctorCheck extends Omit<LiveCheck, 'state'> {
  /** `configuration`, `store`, `page`, or a live source. */
  readonly area: string;
  readonly state: LiveCheck['state'] | 'not_configured';
}
