import { type Command, Option } from 'commander';
import { packAnswer, rotationAnswer, verifiedAnswer } from '../answers/pack-answer.ts';
import { keptAnswer } from '../answers/time-stamp-answer.ts';
import { exportPack } from '../app/evidence/export-pack.ts';
import { keepStamp } from '../app/evidence/keep-stamp.ts';
import { knownSigningKey, rotateKey } from '../app/evidence/signing-key.ts';
import { verifyPack } from '../app/evidence/verify-pack.ts';
import { FRAMEWORK_IDS, type FrameworkId } from '../model/control.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { parseInstant } from '../model/parse-instant.ts';
import { progressBar } from './progress.ts';
import { type CommonOptions, print, type Terminal, typePhrase } from './terminal.ts';

interface ExportFlags extends CommonOptions {
  readonly out: string;
  readonly since?: string;
  readonly until?: string;
  readonly framework?: FrameworkId;
}

interface VerifyFlags extends CommonOptions {
  readonly head?: string;
  readonly publicKey?: string;
  readonly tsaCa?: string;
  readonly tsaCrl?: string;
}

interface TimestampFlags extends CommonOptions {
  readonly response: string;
  readonly ca?: string;
}

export function evidenceCommand(program: Command, terminal: Terminal): void {
  const evidence = program.command('evidence').summary('the evidence pack: write it, or verify one offline');
  evidence
    .command('export')
    .summary('write everything an auditor needs into one folder')
    .requiredOption('--out <dir>', 'a folder that does not exist yet')
    .option(
      '--since <iso>',
      'leavers and claims from then on (a date counts as its 00:00 UTC); default: from the beginning',
    )
    .option('--until <iso>', 'and up to then; default: now')
    .addOption(
      new Option('--framework <framework>', 'whose controls come first on the page, with their sections').choices(
        FRAMEWORK_IDS,
      ),
    )
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: ExportFlags) => {
      const bar = await progressBar('accounts', terminal.interactive);
      const pack = await exportPack(await terminal.open(), {
        folder: flags.out,
        since: flags.since === undefined ? null : parseInstant(flags.since),
        until: flags.until === undefined ? null : parseInstant(flags.until),
        framework: flags.framework ?? null,
        version: terminal.version,
        signal: terminal.signal,
        progress: bar.update,
      }).finally(bar.stop);
      print(terminal, flags, packAnswer(pack));
    });
  evidence
    .command('rotate-key')
    .summary('sign with a new key from now on; the old one signs it in, at a terminal')
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: CommonOptions) => {
      if (!terminal.interactive)
        throw new ClariIdentityError(
          'ERR_GUARD',
          'The signing key is changed by a person who types at a terminal, and this is none. Nothing was changed.',
          'Run `clari-identity-mcp evidence rotate-key` in a terminal of your own, without pipes.',
        );
      const deps = await terminal.open();
      const { keyId } = await knownSigningKey(deps);
      terminal.err(
        `A new key takes the place of ${keyId}, which signs it in and is removed. Keep the new public key outside afterwards.`,
      );
      await typePhrase(terminal, `rotate key ${keyId.slice(0, 6)}`, 'Nothing was changed.');
      print(terminal, flags, rotationAnswer(await rotateKey(deps)));
    });
  evidence
    .command('verify')
    .argument('<dir>')
    .summary('check a pack offline: no store, no network')
    .option('--head <hash>', 'a head of the ledger that was kept outside the pack: HASH or SEQUENCE:HASH')
    .option('--public-key <file>', 'the public key that was kept outside the pack')
    .option('--tsa-ca <file>', 'certificates of a time stamp authority that you trust, PEM or DER')
    .option('--tsa-crl <file>', 'lists of certificates that were revoked, PEM or DER; without them nobody looks')
    .option('--json', 'one JSON document on stdout')
    .action(async (folder: string, flags: VerifyFlags) => {
      const verified = await verifyPack({
        folder,
        head: flags.head ?? null,
        publicKeyFile: flags.publicKey ?? null,
        authorityFile: flags.tsaCa ?? null,
        revokedFile: flags.tsaCrl ?? null,
      });
      print(terminal, flags, verifiedAnswer(verified, new Date().toISOString()));
    });
  evidence
    .command('timestamp')
    .argument('<dir>')
    .summary("add a time stamp authority's answer to the pack's head.tsq")
    .requiredOption('--response <file>', 'the answer of any authority (RFC 3161), such as head.tsr')
    .option('--ca <file>', 'certificates of that authority, PEM or DER, to check it before it is kept')
    .option('--json', 'one JSON document on stdout')
    .action(async (folder: string, flags: TimestampFlags) => {
      const kept = await keepStamp({ folder, responseFile: flags.response, authorityFile: flags.ca ?? null });
      print(terminal, flags, keptAnswer(kept, new Date().toISOString()));
    });
}
