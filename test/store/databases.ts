import { BINDING_NAMES, type BindingName } from '../../src/store/sqlite/binding.ts';
import { chooseBinding } from '../../src/store/sqlite/choose-binding.ts';

/** What the same tests run on: each SQLite package, and a real PostgreSQL. */
export type TestedDatabase = BindingName | 'postgres';

/** The SQLite packages that this Node can run; why it can't run the others is printed. */
export async function usableBindings(): Promise<readonly BindingName[]> {
  const usable: BindingName[] = [];
  for (const name of BINDING_NAMES) {
    try {
      await chooseBinding([name]);
      usable.push(name);
    } catch (error) {
      process.stderr.write(`not tested here: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return usable;
}
