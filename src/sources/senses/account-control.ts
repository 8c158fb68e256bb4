import type { IdentityStatus } from '../../model/observation.ts';

const DISABLED = 0x2;
/** One of these says what sort of account it is; a number without any is no userAccountControl. */
const ACCOUNT_TYPES = 0x100 | 0x200 | 0x800 | 0x1000 | 0x2000;
const NUMBER = /^(?:0x[0-9a-f]{1,8}|\d{3,10})(?:\.0+)?$/i;

/** Active Directory's userAccountControl, decimal or hexadecimal: bit 2 disables the account, whatever else is set. */
export function accountControl(raw: string): IdentityStatus {
  const text = raw.trim();
  if (!NUMBER.test(text)) return 'unknown';
  const bits = Number(text.replace(/\.0+$/, ''));
  if (!Number.isSafeInteger(bits) || bits > 0xffff_ffff || (bits & ACCOUNT_TYPES) === 0) return 'unknown';
  return (bits & DISABLED) === 0 ? 'active' : 'deactivated';
}

/** Whether all values can be nothing else: normal accounts (512) with flags. */
export function areAccountControls(values: readonly string[]): boolean {
  return (
    values.length > 0 &&
    values.every((value) => accountControl(value) !== 'unknown' && (Number(value.trim()) & 0x200) !== 0)
  );
}
