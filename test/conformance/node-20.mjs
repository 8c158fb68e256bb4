import { register } from 'node:module';

// Newer suites import `globSync` of `fs`, which Node 20 has not, for something that runs against servers never call.
const HOOKS = `
export async function resolve(wanted, context, next) {
  if (wanted !== 'fs' || !context.parentURL?.includes('/conformance-next/')) return next(wanted, context);
  return { url: 'data:text/javascript,' + encodeURIComponent(WITH_GLOB), shortCircuit: true };
}
const WITH_GLOB = "import * as fs from 'node:fs'; export * from 'node:fs'; export default fs; export const globSync = fs.globSync ?? (() => []);";
`;
register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
