import type { SqlSession, SqlWriteSession } from '../driver.ts';
import { assertRunning, type Ending } from '../reads/ending.ts';
import type { Database } from './database.ts';

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
    lists: async (sql, values) => {
      assertRunning(ending);
      return database.lists(sql, values);
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
