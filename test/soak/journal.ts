import type { Acknowledged } from '../helpers/check-store.ts';

/** What was done to the servers while they worked. */
export const FAULT_KINDS = [
  'kill',
  'terminate',
  'killed command',
  'full disk',
  'lost directory',
  'lost database',
  'clock jump',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What a server said was kept. */
export const ACKNOWLEDGED_KINDS = [
  'read',
  'deactivation',
  'step',
  'plan',
  'approval',
  'exemption',
  'link',
  'review opened',
  'review decided',
  'review closed',
  'pack',
] as const;
export type AcknowledgedKind = (typeof ACKNOWLEDGED_KINDS)[number];

export interface Acknowledgement extends Acknowledged {
  readonly kind: AcknowledgedKind;
  readonly planId?: string;
  readonly reviewId?: string;
}

export interface Result {
  readonly times: number;
  /** What the first of them said. */
  readonly example: string;
}

/** From when to when a fault may show, as moments of `performance.now()`. */
interface Window {
  readonly kind: FaultKind;
  /** Null: all of them. */
  readonly server: string | null;
  readonly from: number;
  to: number;
}

/** Everything that a run counts, and what it found to be wrong. */
export interface Journal {
  /** By tool, then by result. */
  readonly calls: ReadonlyMap<string, ReadonlyMap<string, Result>>;
  readonly faults: ReadonlyMap<string, number>;
  readonly acknowledged: readonly Acknowledgement[];
  readonly violations: readonly string[];
  called(tool: string, result: string, words?: string): void;
  /** Counts a fault; returns what ends it, after which it may show for `graceMs` more. */
  fault(kind: FaultKind, what: string, server: string | null, graceMs: number): () => void;
  /** The faults that can have met a call to this server between these moments. */
  faultsDuring(server: string, from: number, to: number): ReadonlySet<FaultKind>;
  acknowledge(what: Acknowledgement): void;
  violation(what: string): void;
}

export function journal(report: (line: string) => void): Journal {
  const calls = new Map<string, Map<string, Result>>();
  const faults = new Map<string, number>();
  const acknowledged: Acknowledgement[] = [];
  const violations: string[] = [];
  const windows: Window[] = [];
  return {
    calls,
    faults,
    acknowledged,
    violations,
    called(tool, result, words = '') {
      const results = calls.get(tool) ?? new Map<string, Result>();
      const { times, example } = results.get(result) ?? { times: 0, example: words };
      results.set(result, { times: times + 1, example });
      calls.set(tool, results);
    },
    fault(kind, what, server, graceMs) {
      faults.set(what, (faults.get(what) ?? 0) + 1);
      const window = { kind, server, from: performance.now(), to: Number.POSITIVE_INFINITY };
      windows.push(window);
      return () => {
        window.to = performance.now() + graceMs;
      };
    },
    faultsDuring: (server, from, to) =>
      new Set(
        windows
          .filter((one) => (one.server === null || one.server === server) && one.from <= to && one.to >= from)
          .map((one) => one.kind),
      ),
    acknowledge: (what) => {
      acknowledged.push(what);
    },
    violation(what) {
      violations.push(what);
      report(`VIOLATION: ${what}`);
    },
  };
}
