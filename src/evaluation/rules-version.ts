/** Put in when the program is built: a hash of all code that judging can reach (rules-hash.mjs). */
declare const __RULES_HASH__: string | undefined;

/** Judgements that other code made are not served. From source, as in tests, no store outlives the code. */
export const RULES_HASH: string = typeof __RULES_HASH__ === 'string' ? __RULES_HASH__ : 'source';
