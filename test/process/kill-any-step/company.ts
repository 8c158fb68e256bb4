/** A company of this many accounts; the first third of its people have left. */
const ACCOUNTS = 900;
const LEAVERS = 600;

export function usersCsv(variant: number): string {
  const rows = Array.from(
    { length: ACCOUNTS },
    (_, n) => `${n},Person ${n},p${n}@acme.com,Rep ${(n + variant) % 7},East,Active`,
  );
  return ['clari_id,name,email,role,team,status', ...rows].join('\n');
}

export function directoryCsv(): string {
  const rows = Array.from({ length: ACCOUNTS }, (_, n) =>
    n < LEAVERS
      ? `u${n},p${n}@acme.com,DEPROVISIONED,2026-01-10T08:00:00Z`
      : `u${n},p${n}@acme.com,ACTIVE,2024-01-01T00:00:00Z`,
  );
  return ['id,login,status,statusChanged', ...rows].join('\n');
}

export function oktaUsers() {
  return Array.from({ length: 250 }, (_, n) => ({ id: `00u${n}`, status: 'ACTIVE', login: `other${n}@acme.com` }));
}
