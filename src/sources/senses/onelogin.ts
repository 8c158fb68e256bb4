import type { IdentityStatus } from '../../model/observation.ts';
import { words } from '../../model/words.ts';

/** Headers of OneLogin's users beside `status` and `state`; two of them are hers alone. */
const HERS = new Set(
  words(`
  state invalidloginattempts invitationsentat lockeduntil directoryid externalid openidname distinguishedname
  activatedat trustedidpid manageraduserid manageruserid localecode preferredlocalecode passwordchangedat
`),
);
const CODE = /^[0-8]$/;

/** 1 signs in, 2 is suspended, 0 was never activated; locked, or a password that is due, is nobody's revocation: unknown. */
export function oneLoginStatus(raw: string): IdentityStatus {
  switch (raw.trim()) {
    case '0':
      return 'staged';
    case '1':
      return 'active';
    case '2':
      return 'suspended';
    default:
      return 'unknown';
  }
}

/** Whether numbers under `status` are OneLogin's: the directory is, or her other headers stand beside it. */
export function isOneLogin(directory: string, keys: readonly string[], values: readonly string[]): boolean {
  if (values.length === 0 || !values.every((value) => CODE.test(value))) return false;
  return directory.includes('onelogin') || keys.filter((key) => HERS.has(key)).length >= 2;
}
