import type { Table } from './table.ts';

/** Whoever writes past this program meets the rule too: an entry continues the last one, or is refused. */
const CONTINUES = {
  sqlite: `create trigger ledger_continues before insert on ledger
when new.sequence is not (select coalesce(max(sequence), 0) + 1 from ledger)
  or new.previous_hash is not coalesce(
    (select hash from ledger order by sequence desc limit 1), new.previous_hash)
begin select raise(abort, 'the ledger takes only the entry that continues it'); end`,
  postgres: `create function ledger_continues() returns trigger language plpgsql as $$
begin
  if new.sequence is distinct from (select coalesce(max(sequence), 0) + 1 from ledger)
    or new.previous_hash is distinct from coalesce(
      (select hash from ledger order by sequence desc limit 1), new.previous_hash) then
    raise exception 'the ledger takes only the entry that continues it' using errcode = 'CIL01';
  end if;
  return new;
end $$;
create trigger ledger_continues before insert on ledger for each row execute function ledger_continues()`,
};

export const ledger = {
  name: 'ledger',
  columns: {
    sequence: 'integer',
    at: 'text',
    actor_name: 'text',
    actor_authenticated: 'integer',
    actor_via: 'text',
    kind: 'text',
    payload: 'text',
    previous_hash: 'text',
    hash: 'text',
  },
  key: ['sequence'],
  unique: [['hash']],
  indexes: { by_kind: { on: ['kind', 'sequence'] } },
  appendOnly: true,
  large: true,
  extra: CONTINUES,
} as const satisfies Table;

/** Signed heads. The chain does not hold them, so that a head can be signed without moving it. */
export const checkpoints = {
  name: 'checkpoints',
  columns: {
    checkpoint_no: 'serial',
    sequence: 'integer',
    hash: 'text',
    at: 'text',
    key_id: 'text',
    public_key: 'text',
    signature: 'text',
  },
  unique: [['sequence', 'key_id']],
  appendOnly: true,
} as const satisfies Table;
