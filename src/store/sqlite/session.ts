import { ClariIdentityError } from '../../model/errors.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { Database } from './database.ts';

/** Set when the transaction is over, so that a forgotten await does not write outside of it. */
export interface Ending {
  ended: boolean;
}

export function readSession(database: Database, ending: Ending): SqlSession {
  return {
    all: async (sql, values) => {
      assertRunning(ending);
      return database.all(sql, values);
    },
    get: async (sql, values) => {
      assertRunning(ending);
      return database.all(sql, values)[0] ?? null;
    },
  };
}

export function writeSession(database: Database, ending: Ending): SqlWriteSession {
  return {
    ...readSession(database, ending),
    run: async (sql, values) => {
      assertRunning(ending);
      return database.run(sql, values);
    },
    insertMany: async (sql, rows) => {
      assertRunning(ending);
      database.insertMany(sql, rows);
    },
  };
}

function assertRunning(ending: Ending): void {
  if (!ending.ended) return;
  throw new ClariIdentityError(
    'ERR_INTERNAL',
    'The store was used after its transaction had ended.',
    'Report it with the version of this program.',
  );
}
