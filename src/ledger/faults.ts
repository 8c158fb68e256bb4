type ChainFault = 'changed' | 'removed' | 'reordered' | 'truncated' | 'malformed';

/** `at`: the sequence number of the first entry that is not as it was written. */
export type ChainVerdict =
  | { readonly ok: true; readonly entries: number; readonly headHash: string }
  | { readonly ok: false; readonly at: number; readonly what: ChainFault; readonly message: string };

export function notIntact(at: number, what: 'malformed' | 'changed'): ChainVerdict {
  return what === 'malformed'
    ? fault(at, what, `What stands in the place of entry ${at} is not a ledger entry.`)
    : fault(at, what, `Entry ${at} was changed after it was written: its content does not have the hash it bears.`);
}

/** Entry `at` is intact but not chained to the one before: one of the two was rewritten with a new hash. */
export function misfit(at: number, rewritten: 'before' | 'itself'): ChainVerdict {
  if (at === 1) return fault(1, 'changed', 'Entry 1 does not begin a chain: it names an entry before itself.');
  const which = rewritten === 'before' ? at - 1 : at;
  return fault(which, 'changed', `Entry ${which} was rewritten: entries ${at - 1} and ${at} are not chained together.`);
}

export function missing(at: number): ChainVerdict {
  return fault(at, 'removed', `Entry ${at} is missing, while entries after it are there.`);
}

export function moved(at: number): ChainVerdict {
  return fault(at, 'reordered', `Entry ${at} is not in its place: it comes after a later one.`);
}

export function repeated(at: number): ChainVerdict {
  return fault(at, 'reordered', `A second entry with the number ${at} stands further on in the chain.`);
}

export function notAnchored(at: number): ChainVerdict {
  return fault(at, 'changed', `Entry ${at} does not have the anchored hash: it or entries before it were rewritten.`);
}

export function cutOff(count: number, anchored: number): ChainVerdict {
  return fault(count + 1, 'truncated', `The chain ends after ${count} entries, but its anchor is entry ${anchored}.`);
}

function fault(at: number, what: ChainFault, message: string): ChainVerdict {
  return { ok: false, at, what, message };
}
