import type { Command } from 'commander';
import { Option } from 'commander';
import type { OwnerDraft } from '../app/reviews/change-owner.ts';
import { stateWithoutCode } from '../app/statements/statement.ts';
import { DEFAULT_APP } from '../model/apps-in-use.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { FINDINGS, type Finding } from '../model/finding.ts';
import { bare, quote } from '../model/foreign.ts';
import { ITEM_STATES, type ItemState, REVIEW_DECISIONS, type ReviewVerb } from '../model/review.ts';
import type { Tool } from '../tool.ts';
import { attestationAt, confirmAtTerminal, decide } from './decide.ts';
import { type CommonOptions, print, runTool, type Terminal } from './terminal.ts';

interface OpenFlags extends CommonOptions {
  readonly app: string;
  readonly role?: string;
  readonly team?: string;
  readonly finding?: readonly Finding[];
  readonly changedOnly?: boolean;
  readonly manager: boolean;
  readonly byRole?: readonly string[];
  readonly byTeam?: readonly string[];
  readonly fallback?: string;
  readonly second?: string;
  readonly due: string;
  readonly privileged?: readonly string[];
  readonly owner?: string;
  readonly deputy?: string;
  readonly acceptIncomplete?: string;
}

interface ShowFlags extends CommonOptions {
  readonly reviewer?: string;
  readonly state?: ItemState;
  readonly changedOnly?: boolean;
  readonly limit: string;
  readonly cursor?: string;
}

interface DecideFlags extends CommonOptions {
  readonly decision?: ReviewVerb;
  readonly rationale?: string;
  readonly role?: string;
  readonly to?: string;
  readonly reviewer?: string;
  readonly owner?: string;
  readonly deputy?: string;
}

interface WorksheetFlags extends CommonOptions {
  readonly out?: string;
  readonly reviewer?: string;
  readonly read?: string;
  readonly sheet?: string;
}

interface RemindFlags extends CommonOptions {
  readonly out: string;
  readonly from: string;
  readonly where?: string;
  readonly items?: boolean;
}

interface CloseFlags extends CommonOptions {
  readonly undecidedBecome?: string;
  readonly reason?: string;
}

export interface ReviewTools {
  readonly open: Tool;
  readonly show: Tool;
  readonly decide: Tool;
  readonly close: Tool;
}

export function accessReviewCommand(program: Command, terminal: Terminal, tools: ReviewTools): void {
  const review = program.command('access-review').summary('have people decide who keeps access, and prove it');
  openCommand(review, terminal, tools.open);
  showCommand(review, terminal, tools.show);
  decideCommand(review, terminal, tools.decide);
  worksheetCommand(review, terminal);
  remindCommand(review, terminal);
  closeCommand(review, terminal, tools.close);
}

function openCommand(review: Command, terminal: Terminal, tool: Tool): void {
  review
    .command('open')
    .argument('<name>', 'what people call it, for example "Q4 2026"')
    .summary('freeze the active accounts and put each to a reviewer')
    .requiredOption('--due <date>', 'until when reviewers have time, ISO 8601')
    .option('--app <app>', 'which application', DEFAULT_APP)
    .option('--role <role>', 'only accounts with this role')
    .option('--team <team>', 'only accounts of this team')
    .addOption(new Option('--finding <finding...>', 'only these findings').choices(FINDINGS))
    .option('--changed-only', 'only what changed since the last review')
    .option('--no-manager', 'the manager whom the directory names does not review')
    .option('--by-role <role=email...>', 'who reviews a role')
    .option('--by-team <team=email...>', 'who reviews a team')
    .option('--fallback <email>', 'who reviews what nobody else can')
    .option('--second <email>', 'who also decides on privileged roles')
    .option('--privileged <role...>', "privileged roles; default: those of the application's profile")
    .option('--owner <email>', 'who answers for the application')
    .option('--deputy <email>', 'who does in their place')
    .option('--accept-incomplete <reason>', 'why a population that is not proven complete is accepted')
    .option('--json', 'one JSON document on stdout')
    .action(async (name: string, flags: OpenFlags) => {
      await decide(terminal, flags, tool, {
        name,
        app: flags.app,
        scope: {
          ...given('role', flags.role),
          ...given('team', flags.team),
          findings: flags.finding ?? [],
          changed_only: flags.changedOnly === true,
        },
        reviewers: {
          manager: flags.manager,
          by_role: people(flags.byRole, '--by-role'),
          by_team: people(flags.byTeam, '--by-team'),
          ...given('fallback', flags.fallback),
          ...given('second', flags.second),
        },
        due_at: flags.due,
        ...given('privileged_roles', flags.privileged),
        ...given('owner', flags.owner),
        ...given('deputy', flags.deputy),
        ...given('accept_incomplete', flags.acceptIncomplete),
      });
    });
}

function showCommand(review: Command, terminal: Terminal, tool: Tool): void {
  review
    .command('show')
    .argument('<review-id>')
    .summary('where it stands: who owes what, and each item')
    .option('--reviewer <email>', 'only what this person has to decide')
    .addOption(new Option('--state <state>', 'only items that stand so').choices(ITEM_STATES))
    .option('--changed-only', 'only what changed since the last review')
    .option('--limit <number>', 'items of one page', '200')
    .option('--cursor <cursor>', 'next_cursor of the page before')
    .option('--json', 'one JSON document on stdout')
    .action(async (reviewId: string, flags: ShowFlags) => {
      const answer = await runTool(terminal, tool, {
        review_id: reviewId,
        ...given('reviewer', flags.reviewer),
        ...given('state', flags.state),
        changed_only: flags.changedOnly === true,
        limit: Number(flags.limit),
        ...given('cursor', flags.cursor),
      });
      print(terminal, flags, answer);
    });
}

function decideCommand(review: Command, terminal: Terminal, tool: Tool): void {
  review
    .command('decide')
    .argument('<review-id>')
    .argument('[item...]', 'their numbers')
    .summary('decide on items, or change who answers for the application')
    .addOption(new Option('--decision <decision>', 'on each of the items').choices(REVIEW_DECISIONS))
    .option('--rationale <text>', "why, in the reviewer's words")
    .option('--role <role>', 'with change_role: to which')
    .option('--to <email>', 'with not_mine: who has to decide')
    .option('--reviewer <email>', 'who stated it, where another person enters it')
    .option('--owner <email>', 'who answers for the application from now on; without items')
    .option('--deputy <email>', 'who does in their place; without items')
    .option('--json', 'one JSON document on stdout')
    .action(async (reviewId: string, items: readonly string[], flags: DecideFlags) => {
      if (flags.owner !== undefined || flags.deputy !== undefined) return owner(terminal, reviewId, items, flags);
      const { decision } = flags;
      if (decision === undefined || items.length === 0) throw missing('Items and --decision are needed.');
      await decide(terminal, flags, tool, {
        review_id: reviewId,
        items: items.map((item) => ({
          item_id: item,
          decision,
          ...given('rationale', flags.rationale),
          ...given('role', flags.role),
          ...given('to', flags.to),
        })),
        ...given('reviewer', flags.reviewer),
      });
    });
}

async function owner(
  terminal: Terminal,
  reviewId: string,
  items: readonly string[],
  flags: DecideFlags,
): Promise<void> {
  if (items.length > 0 || flags.decision !== undefined)
    throw missing('Who answers for the application is changed alone, without items or --decision.');
  if (flags.rationale === undefined) throw missing('Why is it changed? --rationale is needed.');
  const { changeOwner } = await import('../app/reviews/change-owner.ts');
  const request = {
    reviewId,
    owner: flags.owner ?? null,
    deputy: flags.deputy ?? null,
    reason: flags.rationale,
  };
  const changed = await stateWithoutCode(await terminal.open(), changeOwner, request, {
    attestation: attestationAt(terminal),
    session: null,
    ask: (draft) => confirmAtTerminal(terminal, ownerQuestion(draft)),
  });
  const { content } = changed.draft;
  print(terminal, flags, {
    structured: { status: 'changed', ...content },
    text: `Changed: ${ownerWords(changed.draft)}.`,
  });
}

function ownerQuestion(draft: OwnerDraft) {
  return {
    message: `From now on: ${ownerWords(draft)}. Before: ${draft.at.owner ?? 'nobody'}, deputy ${draft.at.deputy ?? 'nobody'}.`,
    statement: 'I change who answers for the application',
    verb: 'change',
    word: draft.at.review.reviewId.slice(-6),
  };
}

function ownerWords({ content }: OwnerDraft): string {
  return `${quote(content.owner ?? 'nobody')} answers for the application, deputy ${quote(content.deputy ?? 'nobody')}, because ${quote(content.reason, { longest: 2_000 })}`;
}

function worksheetCommand(review: Command, terminal: Terminal): void {
  review
    .command('worksheet')
    .argument('[review-id]', 'with --out')
    .summary('write one sheet a reviewer, or read a filled-in one back')
    .option('--out <dir>', 'where the sheets go, as .xlsx and CSV')
    .option('--reviewer <email>', 'with --out: only this one')
    .option('--read <file>', 'a sheet that its reviewer filled in, CSV or .xlsx')
    .option('--sheet <name>', 'with --read: which sheet of a workbook')
    .option('--json', 'one JSON document on stdout')
    .action(async (reviewId: string | undefined, flags: WorksheetFlags) => {
      if (flags.read !== undefined) return readBack(terminal, flags.read, flags);
      if (reviewId === undefined || flags.out === undefined)
        throw missing('A review and --out write sheets, --read reads one back.');
      const deps = await terminal.open();
      const { writeSheets } = await import('../app/reviews/worksheets.ts');
      const written = await writeSheets(deps, reviewId, flags.out, flags.reviewer ?? null);
      print(terminal, flags, {
        structured: { review_id: reviewId, sheets: written },
        text: [
          `${written.length} reviewers owe something.`,
          ...written.map((one) => `- ${bare(one.reviewer)}: ${one.items} items, ${one.files.map(bare).join(', ')}`),
          ...(written.length === 0
            ? []
            : ['Next, once one comes back: clari-identity-mcp access-review worksheet --read FILE']),
        ].join('\n'),
      });
    });
}

async function readBack(terminal: Terminal, file: string, flags: WorksheetFlags): Promise<void> {
  const deps = await terminal.open();
  const [{ readSheet }, { fileInput }, { decideItems }, { followDecisions }, words] = await Promise.all([
    import('../app/reviews/worksheets.ts'),
    import('../sources/file/input.ts'),
    import('../app/reviews/decide-items.ts'),
    import('../app/reviews/follow-decisions.ts'),
    import('../answers/review-decided.ts'),
  ]);
  const read = await readSheet(deps, fileInput(file), flags.sheet ?? null);
  for (const { line, why } of read.rejected) terminal.err(`line ${line}: ${why}`);
  const stated = await stateWithoutCode(deps, decideItems, read.request, {
    attestation: attestationAt(terminal),
    session: null,
    ask: (draft) => confirmAtTerminal(terminal, words.decisionQuestion(draft)),
  });
  const made = stated.kind === 'stated' ? stated.receipt : [];
  const followed = await followDecisions(deps, stated.draft.at.review, made);
  const answer = words.decidedAnswer(stated, followed, deps.settings.minAttestation);
  const rejected = read.rejected.map(({ line, why }) => ({ line, why }));
  print(terminal, flags, {
    structured: { ...answer.structured, undecided: read.undecided, rejected },
    text: `${answer.text}\n${read.undecided} lines were left undecided, ${rejected.length} could not be read.`,
  });
}

function remindCommand(review: Command, terminal: Terminal): void {
  review
    .command('remind')
    .argument('<review-id>')
    .summary('write one message for each reviewer who owes something')
    .requiredOption('--out <dir>', 'where the messages go, as text and .eml drafts')
    .requiredOption('--from <email>', 'who sends them')
    .option('--where <text>', 'where reviewers decide, in a sentence')
    .option('--items', 'name the accounts as well, not only how many')
    .option('--json', 'one JSON document on stdout')
    .action(async (reviewId: string, flags: RemindFlags) => {
      const deps = await terminal.open();
      const { remind } = await import('../app/reviews/remind.ts');
      const reminded = await remind(deps, {
        reviewId,
        folder: flags.out,
        from: flags.from,
        decideAt: flags.where ?? 'Reply to this message, and you get your sheet.',
        namesItems: flags.items === true,
        attestation: attestationAt(terminal),
      });
      print(terminal, flags, {
        structured: { review_id: reviewId, reminded },
        text: [
          reminded.length === 0 ? 'Nobody owes anything.' : `${reminded.length} messages are written, none was sent:`,
          ...reminded.map((one) => `- ${bare(one.reviewer)} owes ${one.owed}: ${one.files.map(bare).join(', ')}`),
        ].join('\n'),
      });
    });
}

function closeCommand(review: Command, terminal: Terminal, tool: Tool): void {
  review
    .command('close')
    .argument('<review-id>')
    .summary('end it; what is undecided never counts as kept')
    .addOption(new Option('--undecided-become <state>', 'what becomes of undecided items').choices(['not_reviewed']))
    .option('--reason <text>', 'why it is closed so')
    .option('--json', 'one JSON document on stdout')
    .action(async (reviewId: string, flags: CloseFlags) => {
      await decide(terminal, flags, tool, {
        review_id: reviewId,
        ...given('undecided_become', flags.undecidedBecome),
        ...given('reason', flags.reason),
      });
    });
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [name: string]: Value } {
  return value === undefined ? {} : { [name]: value };
}

/** `ROLE=EMAIL`: a role may contain a sign of equality, an address hardly does. */
function people(pairs: readonly string[] | undefined, option: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (pairs ?? []).map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at < 1) throw missing(`${option} takes NAME=EMAIL, and ${quote(pair)} is none.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function missing(what: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_USAGE',
    `${what} Nothing was done.`,
    'clari-identity-mcp access-review --help lists the options.',
  );
}
