import * as z from 'zod';
import type { IdentityGraph } from '../src/answers/graph/identity-graph.ts';
import { COMPARED_FIELDS, CORRELATION_RULES, SITUATIONS } from '../src/model/correlation.ts';
import { ClariIdentityError } from '../src/model/errors.ts';
import { FINDINGS } from '../src/model/finding.ts';
import { defineTool, READING, responseFormat } from '../src/tool.ts';
import { graphText } from './parts/graph-text.ts';

const evidence = z.object({
  field: z.enum(COMPARED_FIELDS),
  outcome: z.enum(['agree', 'near', 'disagree', 'missing']),
  account: z.string().nullable(),
  identity: z.string().nullable(),
  weight: z.number(),
});

export const getIdentity = defineTool({
  name: 'get_identity',
  title: 'Show the graph around one person',
  description:
    'One person with every account and directory identity around them: what links them and why, which candidates were not taken and why, findings with evidence, and a timeline. Give exactly one of account, identity or email.',
  inputSchema: z.strictObject({
    account: z
      .string()
      .min(1)
      .max(320)
      .optional()
      .describe('account_id or exact e-mail of a Clari account; id=… or email=… where both fit'),
    identity: z.string().min(1).max(400).optional().describe('directory/identity_id, or its login'),
    email: z.string().min(3).max(320).optional().describe('any address of a person'),
    app: z.string().max(40).default('clari'),
    response_format: responseFormat,
  }),
  outputSchema: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        type: z.enum(['account', 'identity', 'source']),
        label: z.string(),
        facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    ),
    edges: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        type: z.enum([
          'linked',
          'candidate',
          'near_miss',
          'duplicate_of',
          'maybe_renamed_to',
          'seen_in',
          'mentioned_in',
        ]),
        as: z.string().optional().describe('as what a file names the account'),
        rule: z.enum(CORRELATION_RULES).optional(),
        confidence: z.number().optional(),
        weight: z.number().optional().describe('bits of evidence'),
        why_not: z.string().optional(),
        evidence: z.array(evidence).optional(),
      }),
    ),
    findings: z.array(
      z.object({
        account_id: z.string(),
        situation: z.enum(SITUATIONS),
        finding: z.enum(FINDINGS),
        reason: z.string().describe('as in find_orphaned_accounts'),
        confidence: z.number(),
        evidence: z.array(z.object({ source: z.string(), observed_at: z.string().nullable(), fact: z.string() })),
        next_step: z.string(),
        not_compared: z.number().describe('identities: too many alike'),
      }),
    ),
    matcher_version: z.number(),
    timeline: z.array(z.object({ at: z.string(), source: z.string(), what: z.string() })),
    warnings: z.array(z.string()),
  }),
  annotations: READING,
  view: 'account',
  async handler(args, { deps }) {
    const asked = [args.account, args.identity, args.email].filter((value) => value !== undefined);
    if (asked.length !== 1) {
      throw new ClariIdentityError(
        'ERR_ARGUMENT',
        `get_identity takes exactly one of account, identity and email; ${asked.length} were given.`,
        'Call again with one of them.',
      );
    }
    const [{ personAround }, { identityGraph }] = await Promise.all([
      import('../src/app/lookups/person-around.ts'),
      import('../src/answers/graph/identity-graph.ts'),
    ]);
    const graph = identityGraph(await personAround(deps, args, args.app));
    const detailed = args.response_format === 'detailed';
    return { structured: structuredGraph(graph, detailed), text: graphText(graph, detailed) };
  },
});

function structuredGraph(graph: IdentityGraph, detailed: boolean) {
  return {
    nodes: graph.nodes.map((node) => ({ ...node, facts: { ...node.facts } })),
    edges: graph.edges.map((edge) => ({
      from: edge.from,
      to: edge.to,
      type: edge.type,
      ...(edge.as === null ? {} : { as: edge.as }),
      ...(edge.rule === null ? {} : { rule: edge.rule }),
      ...(edge.confidence === null ? {} : { confidence: edge.confidence }),
      ...(edge.weight === null ? {} : { weight: edge.weight }),
      ...(edge.whyNot === null ? {} : { why_not: edge.whyNot }),
      ...(edge.comparisons.length === 0 || (!detailed && edge.type === 'seen_in')
        ? {}
        : { evidence: edge.comparisons.map((one) => ({ ...one })) }),
    })),
    findings: graph.accounts.map(({ account, correlation, verdict }) => ({
      account_id: account.accountId,
      situation: correlation.situation,
      finding: verdict.finding,
      reason: verdict.reason,
      confidence: verdict.confidence,
      evidence: verdict.evidence.map((row) => ({ source: row.source, observed_at: row.observedAt, fact: row.fact })),
      next_step: verdict.nextStep,
      not_compared: correlation.notCompared,
    })),
    matcher_version: graph.matcherVersion,
    timeline: graph.timeline.map((row) => ({ ...row })),
    warnings: [...graph.warnings],
  };
}
