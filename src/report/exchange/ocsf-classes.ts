/** Numbers of one released version of the OCSF schema; a class keeps neither its number nor its activities for ever. */
interface OcsfClasses {
  readonly inventory: OcsfClass;
  readonly finding: OcsfClass;
  readonly closure: OcsfClass;
}

interface OcsfClass {
  readonly category: number;
  readonly uid: number;
  readonly activity: number;
}

/**
 * `inventory`: User Inventory Info, Collect. `finding`: Compliance Finding, Create. `closure`: Account Change, Disable, which
 * the drafts of 1.9 replace by User Management (3007), whose Disable is 5 as well.
 */
const OCSF_CLASSES = {
  '1.8.0': {
    inventory: { category: 5, uid: 5003, activity: 2 },
    finding: { category: 2, uid: 2003, activity: 1 },
    closure: { category: 3, uid: 3001, activity: 5 },
  },
} as const satisfies Readonly<Record<string, OcsfClasses>>;

/** The newest released version on 2026-11-29. */
export const OCSF_VERSION = '1.8.0' satisfies keyof typeof OCSF_CLASSES;

/** The fields that every event of a class begins with. */
export function classFields(which: keyof OcsfClasses) {
  const { category, uid, activity } = OCSF_CLASSES[OCSF_VERSION][which];
  return { activity_id: activity, category_uid: category, class_uid: uid, type_uid: uid * 100 + activity };
}
