import { PKIStatus, SignedData, TimeStampReq, TimeStampResp, TSTInfo } from 'pkijs';
import { quote } from '../../model/foreign.ts';
import { sha256Hex } from '../hash.ts';
import { attempt, encodedValue } from './encoded.ts';
import { stampFault } from './fault.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
export const TIME_STAMP_INFO = '1.2.840.113549.1.9.16.1.4';
const SHA256 = '2.16.840.1.101.3.4.2.1';

/** An answer that fits its request. Whether its signature holds is not said by that. */
export interface Answered {
  readonly token: SignedData;
  readonly info: TSTInfo;
}

/**
 * Reads an authority's answer (RFC 3161 `TimeStampResp`) and holds it against the request and what was to be stamped.
 * @throws ERR_TIME_STAMP
 */
export function readResponse(response: Uint8Array, request: Uint8Array, stamped: Uint8Array): Answered {
  const asked = readRequest(request, stamped);
  const parsed = attempt(() => new TimeStampResp({ schema: encodedValue(response) }));
  if (parsed === null) throw stampFault('the file is no answer of a time stamp authority (TimeStampResp)');
  checkGranted(parsed);
  const { timeStampToken: content } = parsed;
  if (content?.contentType !== SIGNED_DATA) throw stampFault('the answer holds no signed token');
  const token = attempt(() => new SignedData({ schema: content.content }));
  const info = token === null ? null : infoOf(token);
  if (token === null || info === null) throw stampFault('its token holds no time stamp that can be read');
  checkInfo(info, asked, stamped);
  return { token, info };
}

/** The request of a pack, after checking that it asks for the time of this pack. */
function readRequest(request: Uint8Array, stamped: Uint8Array): TimeStampReq {
  const asked = attempt(() => new TimeStampReq({ schema: encodedValue(request) }));
  if (asked?.nonce === undefined) throw stampFault('head.tsq is no request for a time stamp with a nonce');
  if (!isImprintOf(asked, stamped)) throw stampFault('head.tsq asks for the time of something else than manifest.json');
  return asked;
}

const GRANTED: readonly PKIStatus[] = [PKIStatus.granted, PKIStatus.grantedWithMods];

function checkGranted({ status: { status, statusStrings } }: TimeStampResp): void {
  if (GRANTED.includes(status)) return;
  const words = (statusStrings ?? []).map((one) => one.getValue()).join(' ');
  throw stampFault(
    `the authority did not grant it (status ${status}${words === '' ? '' : `, it says ${quote(words)}`})`,
  );
}

function infoOf({ encapContentInfo }: SignedData): TSTInfo | null {
  const { eContent, eContentType } = encapContentInfo;
  if (eContentType !== TIME_STAMP_INFO || eContent === undefined) return null;
  return attempt(() => new TSTInfo({ schema: encodedValue(new Uint8Array(eContent.getValue())) }));
}

function checkInfo(info: TSTInfo, asked: TimeStampReq, stamped: Uint8Array): void {
  const { version, messageImprint, nonce, extensions = [], genTime } = info;
  if (version !== 1) throw stampFault('it is of a version that is not known here');
  if (messageImprint.hashAlgorithm.algorithmId !== SHA256)
    throw stampFault('it stamps another kind of hash than the SHA-256 that was sent');
  if (!isImprintOf(info, stamped)) throw stampFault('it stamps something else than manifest.json');
  if (nonce === undefined || asked.nonce?.isEqual(nonce) !== true)
    throw stampFault('it answers another request: its nonce is not that of head.tsq');
  if (extensions.some((one) => one.critical)) throw stampFault('it has a critical extension that is not known here');
  if (Number.isNaN(genTime.getTime())) throw stampFault('its time cannot be read');
}

function isImprintOf({ messageImprint }: TimeStampReq | TSTInfo, stamped: Uint8Array): boolean {
  const { hashAlgorithm, hashedMessage } = messageImprint;
  const hash = Buffer.from(hashedMessage.valueBlock.valueHexView).toString('hex');
  return hashAlgorithm.algorithmId === SHA256 && hash === sha256Hex(stamped);
}
