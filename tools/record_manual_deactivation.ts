import { z } from 'zod';
import { checkConfirmation, confirmationCode } from '../src/app/confirmation.ts';
import { claimPart, claimSummary, recordedAnswer, WHAT_SETTLES } from '../src/app/record-answer.ts';
import { type PreparedClaim, prepareDeactivation, recordDeactivation } from '../src/app/record-deactivation.ts';
import { ClariIdentityError } from '../src/model/errors.ts';
import { CLAIM_STATES, type ConfirmedBy } from '../src/model/record.ts';
import { APPS } from '../src/model/snapshot.ts';
import { defineTool, type ToolContext, WRITING } from '../src/tool.ts';

const output = z.object({
  status: z.enum(['recorded', 'already_recorded', 'confirmation_required']),
  record_id: z.string().optional(),
  confirmation: z.string().optional().describe('repeat the call with it once the person agreed; ten minutes'),
  account: z.object({ account_id: z.string(), email: z.string().optional() }),
  performed_by: z.string(),
  performed_at: z.string(),
  retroactive: z.boolean(),
  ledger: z.object({ sequence: z.int(), hash: z.string(), previous_hash: z.string() }).optional(),
  verification: z.object({ state: z.enum(['unrecorded', ...CLAIM_STATES]), how: z.string() }),
});

export const recordManualDeactivation = defineTool({
  name: 'record_manual_deactivation',
  title: 'Record a manual deactivation in Clari',
  description:
    'Records that a person deactivated a Clari account by hand: who, when, and proof by file hash. It changes nothing in Clari and stays a claim until the next users export settles it. Only for work that was done, never for intentions; a person confirms it in a form, else by repeating the call with the confirmation code.',
  inputSchema: z.strictObject({
    account: z.string().min(1).max(320).describe('account_id or exact e-mail'),
    app: z.enum(APPS).default('clari'),
    performed_by: z.string().trim().min(1).max(200).describe('the person who did it'),
    performed_at: z.string().max(40).describe('ISO 8601 with offset'),
    plan_id: z.string().max(100).optional(),
    ticket: z.string().max(200).optional(),
    method: z.string().max(500).optional(),
    note: z.string().max(2_000).optional(),
    evidence: z
      .array(z.strictObject({ name: z.string().min(1).max(300), sha256: z.string().max(100) }))
      .max(20)
      .default([]),
    confirmation: z.string().max(200).optional().describe('code from the call before'),
    response_format: z.enum(['concise', 'detailed']).default('concise'),
  }),
  outputSchema: output,
  annotations: WRITING,
  async handler(args, context) {
    const { deps } = context;
    const prepared = await prepareDeactivation(deps, {
      account: args.account,
      app: args.app,
      performedBy: args.performed_by,
      performedAt: args.performed_at,
      planId: args.plan_id ?? null,
      ticket: args.ticket ?? null,
      method: args.method ?? null,
      note: args.note ?? null,
      evidence: args.evidence,
    });
    if (prepared.existing !== null) return recordedAnswer(prepared, await recordDeactivation(deps, prepared, 'code'));
    const confirmedBy = await confirmed(prepared, args.confirmation, context);
    if (confirmedBy === null) return confirmationAnswer(prepared, await confirmationCode(deps, prepared.content));
    return recordedAnswer(prepared, await recordDeactivation(deps, prepared, confirmedBy));
  },
});

/** Null: this client cannot ask a person, so a code is needed. Throws when the person did not agree. */
async function confirmed(
  prepared: PreparedClaim,
  code: string | undefined,
  context: ToolContext,
): Promise<ConfirmedBy | null> {
  const outcome = await context.confirm({
    message: `${claimSummary(prepared)}\nThis is your statement for the audit ledger. It can not be edited or deleted later.`,
    statement: 'I confirm that this was done as described',
  });
  if (outcome === 'accepted') return 'elicitation';
  if (outcome !== 'unavailable') {
    throw new ClariIdentityError(
      'ERR_CONFIRMATION',
      `The confirmation was ${outcome}. Nothing was recorded.`,
      'Ask the person whether the deactivation was really done, then call again.',
    );
  }
  if (code === undefined) return null;
  await checkConfirmation(context.deps, prepared.content, code);
  return 'code';
}

function confirmationAnswer(prepared: PreparedClaim, confirmation: string) {
  return {
    structured: {
      status: 'confirmation_required' as const,
      confirmation,
      ...claimPart(prepared),
      retroactive: prepared.retroactive,
      verification: { state: 'unrecorded' as const, how: WHAT_SETTLES },
    },
    text: [
      `Nothing is recorded yet. Would be recorded: ${claimSummary(prepared)}`,
      `Show this to the person. If they agree, repeat the call unchanged with confirmation=${confirmation} within ten minutes. The ledger will say that a code confirmed it, not a person.`,
    ].join('\n'),
  };
}
