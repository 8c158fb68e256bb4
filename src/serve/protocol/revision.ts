/** Where a request of the revision 2026-07-28, and of later ones, says which it is of. */
const CLAIM = 'io.modelcontextprotocol/protocolVersion';

/** The first revision whose requests say it each. Revisions are days, so they compare as texts. */
const FIRST = '2026-07-28';

/** Whether a message says itself of which revision it is. */
export function claimsRevision(message: unknown): boolean {
  const meta = member(member(message, 'params'), '_meta');
  return member(meta, CLAIM) !== undefined;
}

/** Whether the header of a request names a revision whose requests say it themselves. */
export function isModernRevision(header: string | undefined): boolean {
  return header !== undefined && /^\d{4}-\d\d-\d\d$/.test(header) && header >= FIRST;
}

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}
