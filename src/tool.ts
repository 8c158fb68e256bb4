import * as z from 'zod';
import type { Deps } from './app/deps.ts';
import type { ConfirmOutcome, ConfirmRequest } from './app/statements/asking.ts';
import { type Role, suffice } from './model/actor.ts';
import { type Attestation, isAtLeast } from './model/attestation.ts';
import { ClariIdentityError } from './model/errors.ts';
import { bare, quote } from './model/foreign.ts';

export interface ToolContext {
  readonly deps: Deps;
  /** The attestation of a person who agrees this way; below `client_form` nobody can be asked. */
  readonly attestation: Attestation;
  /** Of the client, where it has one. */
  readonly session: string | null;
  confirm(request: ConfirmRequest): Promise<ConfirmOutcome>;
  progress(done: number, total: number, message: string): void;
  readonly signal: AbortSignal;
}

/** Whether `confirm` can reach a person. */
export function canAsk({ attestation }: Pick<ToolContext, 'attestation'>): boolean {
  return isAtLeast(attestation.level, 'client_form');
}

/** The type requires all four, because a missing hint would go unnoticed. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

export interface ToolAnswer<Output> {
  readonly structured: Output;
  /** Complete without the typed answer, because many hosts show the model only the text. */
  readonly text: string;
  /** For a view of the host, which its model does not see; absent: nothing. */
  readonly forView?: Readonly<Record<string, unknown>>;
}

/** The answer of any tool. */
export type AnyAnswer = ToolAnswer<Readonly<Record<string, unknown>>>;

/** What a host can show of an answer, for hosts that show views. */
export const VIEW_NAMES = ['findings', 'account', 'review', 'plan', 'work'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** A tool as far as a client sees it that has not called it yet. */
export interface OfferedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: ToolAnnotations;
  /** Who may call it: any of these suffices. */
  readonly roles: readonly Role[];
  /** The view in which a host can show its answer; absent: none. */
  readonly view?: ViewName;
  /** The tool itself, which the built program loads at the first call of any. */
  load(): Promise<Tool>;
}

/** One MCP tool, free of any SDK. The file that exports it bears its name. */
export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject>
  extends OfferedTool {
  readonly inputSchema: Input;
  readonly outputSchema: Output;
  /** Runs the tool. It refuses callers without such a role, and parses both input and output. */
  run(args: unknown, context: ToolContext): Promise<ToolAnswer<z.output<Output>>>;
}

interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject>
  extends Omit<Tool<Input, Output>, 'run' | 'roles' | 'load'> {
  /** Only if they differ from what `roleOf` returns. */
  readonly roles?: readonly Role[];
  handler(args: z.output<Input>, context: ToolContext): Promise<ToolAnswer<z.input<Output>>>;
}

export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): Tool<Input, Output> {
  const { handler, ...rest } = definition;
  const roles = definition.roles ?? [roleOf(definition)];
  const tool: Tool<Input, Output> = {
    ...rest,
    roles,
    load: async () => tool,
    async run(args, context) {
      if (!suffice(context.deps.roles, roles)) throw forbidden(definition.name, roles);
      const answer = await handler(readArgs(definition, args), context);
      return { ...answer, structured: definition.outputSchema.parse(answer.structured) };
    },
  };
  return tool;
}

/**
 * Parses the arguments and fills in their defaults.
 * @throws ERR_USAGE which names each argument that does not fit, and those that there are if one is unknown.
 */
export function readArgs<Input extends z.ZodObject>(
  { name, inputSchema }: { readonly name: string; readonly inputSchema: Input },
  args: unknown,
): z.output<Input> {
  const parsed = inputSchema.safeParse(args);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, FAULTS_SAID).map((issue) => faultIn(issue, inputSchema));
  throw new ClariIdentityError(
    'ERR_USAGE',
    `${name} can't take what was given: ${faults.join('; ')}.`,
    'Correct it and try again. Nothing was done.',
  );
}

const FAULTS_SAID = 10;

function faultIn(issue: z.core.$ZodIssue, { shape }: z.ZodObject): string {
  const where = bare(issue.path.join('.'));
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys.slice(0, FAULTS_SAID).map(bare).join(', ');
    const known = where === '' ? ` (there are: ${Object.keys(shape).join(', ') || 'none'})` : '';
    return `unknown argument ${where === '' ? '' : `${where}.`}${unknown}${known}`;
  }
  return `${where || 'the arguments'}: ${quote(issue.message.replaceAll('"', "'"))}`;
}

function roleOf({ name, annotations }: Pick<Tool, 'name' | 'annotations'>): Role {
  if (annotations.readOnlyHint) return 'viewer';
  return name.startsWith('approve_') ? 'approver' : 'operator';
}

function forbidden(name: string, roles: readonly Role[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FORBIDDEN',
    `${name} needs the role ${roles.join(' or ')}, which this caller does not have. Nothing was done.`,
    'Ask whoever administers this server for the role, or leave the call to somebody who has it.',
  );
}

export const READING: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/** Writes to our own store and ledger only; nothing is ever removed. */
export const WRITING: ToolAnnotations = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/** A whole number in an answer. Not `z.int()`, whose bounds cost a model more tokens than they are worth. */
export const count = z.number();

/** `concise`: what to act on; `detailed`: also the evidence. */
export const responseFormat = z.enum(['concise', 'detailed']).default('concise');
