import type { CustomTypesConfig } from 'pg';

const [INT8, NUMERIC] = [20, 1700];

/**
 * 64-bit integers as numbers, where the package gives text: none of ours is beyond 2^53, and `columns.ts` refuses one
 * that is. Everything else as the package has it.
 */
export function typesOf(standard: CustomTypesConfig): CustomTypesConfig {
  return {
    getTypeParser: (id, format) => (id === INT8 || id === NUMERIC ? Number : standard.getTypeParser(id, format)),
  };
}
