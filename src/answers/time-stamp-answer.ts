import type { KeptStamp } from '../app/evidence/keep-stamp.ts';
import type { VerifiedPack } from '../app/evidence/verify-pack.ts';
import { bare, quote } from '../model/foreign.ts';
import type { Instant } from '../model/time.ts';

type Stamp = VerifiedPack['timeStamp'];

/** A time stamp as it stands in a typed answer. */
export function timeStampFields(stamp: Stamp) {
  if (stamp === null) return { state: 'none' as const };
  return {
    state: stamp.state,
    time: stamp.time,
    accuracy_ms: stamp.accuracyMs,
    authority: stamp.authority,
    serial: stamp.serial,
    policy: stamp.policy,
    certificate_until: stamp.certificateUntil,
    not_revoked_at: stamp.notRevokedAt,
  };
}

/** What a time stamp proves and what not, one sentence a line; `generatedAt` is what the pack says of itself. */
export function timeStampLines(stamp: Stamp, generatedAt: Instant | null, now: Instant): readonly string[] {
  if (stamp === null) return ['Time: unproven. No authority outside says when this pack existed; head.tsq asks one.'];
  const { authority, accuracyMs, certificateUntil, notRevokedAt, serial, time } = stamp;
  const by = `${quote(authority)}, serial ${bare(serial)}`;
  if (stamp.state === 'unproven')
    return [
      `Time: unproven. A stamp of ${time} by somebody called ${by} fits this pack, but no certificate of an authority was given, so anybody may have made it.`,
    ];
  return [
    `Time: proven. The manifest existed at ${time}${accuracyMs === null ? '' : ` (within ${accuracyMs} ms)`}, says ${by}.`,
    ...(certificateUntil < now
      ? [
          `The certificate of that authority expired at ${certificateUntil}, after the stamp: it counts as long as its key was kept until then.`,
        ]
      : []),
    notRevokedAt === null
      ? 'Whether its certificates were revoked was not checked: give lists of revoked certificates with --tsa-crl.'
      : `Its certificates were not revoked, by lists of ${notRevokedAt}.`,
    ...(generatedAt !== null && isBefore(stamp, generatedAt)
      ? [`The pack says that it was made at ${bare(generatedAt)}, later than that: one of the two clocks was wrong.`]
      : []),
  ];
}

/** Whether the pack can't have existed yet; many authorities leave out the part of a second. */
function isBefore({ time, accuracyMs }: NonNullable<Stamp>, generatedAt: Instant): boolean {
  return Date.parse(time) + Math.max(1000, accuracyMs ?? 0) < Date.parse(generatedAt);
}

export function keptAnswer({ status, folder, stamp }: KeptStamp, now: Instant) {
  return {
    structured: { status, folder, file: 'head.tsr', time_stamp: timeStampFields(stamp) },
    text: [
      status === 'kept'
        ? `The answer is kept as head.tsr in ${quote(folder)}.`
        : `The same answer was kept as head.tsr in ${quote(folder)} before. Nothing was changed.`,
      ...timeStampLines(stamp, null, now),
      'Check it with the pack: clari-identity-mcp evidence verify DIR --tsa-ca FILE',
    ].join('\n'),
  };
}
