import type { Framework } from '../model/control.ts';
import { hipaa } from './hipaa.ts';
import { iso27001 } from './iso27001.ts';
import { nist80053 } from './nist-800-53.ts';
import { pciDss } from './pci-dss.ts';
import { soc2 } from './soc2.ts';
import { sox } from './sox.ts';

export { controlMap } from './in-force.ts';
export { controlOverrideProblem } from './override-problem.ts';

/** The frameworks that come with the program, in the order of `FRAMEWORK_IDS`. */
export const FRAMEWORKS: readonly Framework[] = [soc2, iso27001, nist80053, pciDss, hipaa, sox];
