import * as z from 'zod';
import { count } from '../../src/tool.ts';

export const evidenceInput = z
  .array(z.strictObject({ name: z.string().min(1).max(300), sha256: z.string().max(100) }))
  .max(20)
  .default([]);

export const ledgerOutput = z.object({ sequence: count, hash: z.string(), previous_hash: z.string() }).optional();
