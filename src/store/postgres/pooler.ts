/** What a pooler between us and the server refuses. PgBouncer says all of it with one code, that of a broken protocol. */
export type PoolerRefusal = 'statement_pooling' | 'startup_parameter' | 'user' | 'database' | 'busy';

const CODE = '08P01';
const WORDS: Readonly<Record<PoolerRefusal, RegExp>> = {
  statement_pooling: /statement pooling mode/,
  startup_parameter: /unsupported startup parameter/,
  user: /SASL authentication failed|password authentication failed|no such user/,
  database: /database ".*" does not exist|no such database/,
  busy: /no more connections allowed|query_wait_timeout/,
};

/** Null: it is none of them. */
export function poolerRefusal(code: string | null, message: string): PoolerRefusal | null {
  if (code !== CODE) return null;
  for (const [refusal, words] of Object.entries(WORDS)) if (words.test(message) && isRefusal(refusal)) return refusal;
  return null;
}

function isRefusal(name: string): name is PoolerRefusal {
  return name in WORDS;
}
