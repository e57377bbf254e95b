import type { Command } from 'commander';
import type { AgreedOptions } from './commands/agreed.ts';
import type { RenewOptions } from './commands/renew.ts';
import type { SublicenseOptions } from './commands/sublicense.ts';
import type { UsageReportOptions } from './commands/usage.ts';
import type { PartyOptions } from './parties.ts';
import type { Start } from './start-command.ts';
import { addWindowOptions } from './wish-flags.ts';

/** `renew`, `sublicense`, `license-transfer`, `take-version`, `usage`, `revoke`, `licenses`: what is done with a license, as its terms let it. */
export function addLicenses(program: Command, start: Start): void {
  program
    .command('renew')
    .description('buy the following period of a license, of the same length and price')
    .argument('<LICENSE>', 'license id')
    .option('--max-price <amount>', 'renew only up to this price')
    .action(async (license: string, options: RenewOptions, command: Command) =>
      start(command, async (context) => {
        const { renew } = await import('./commands/renew.ts');
        return renew(context, license, options);
      }),
    );
  addWindowOptions(
    program
      .command('sublicense')
      .description('grant a part of your license to another organization')
      .argument('<LICENSE>', 'license id')
      .requiredOption('--licensee <id>', 'who gets it, by id or slug'),
  )
    .option('--revocable', 'you may end it')
    .option('--fixed-version', 'the other can take no other version')
    .action(async (license: string, options: SublicenseOptions, command: Command) =>
      start(command, async (context) => {
        const { sublicense } = await import('./commands/sublicense.ts');
        return sublicense(context, license, options);
      }),
    );
  program
    .command('license-transfer')
    .description('hand your license to another organization')
    .argument('<LICENSE>', 'license id')
    .requiredOption('--to <id>', 'who gets it, by id or slug')
    .action(async (license: string, options: { to: string }, command: Command) =>
      start(command, async (context) => {
        const { licenseTransfer } = await import('./commands/license-transfer.ts');
        return licenseTransfer(context, license, options);
      }),
    );
  program
    .command('take-version')
    .description('take another version of what you licensed, where its terms allow it')
    .argument('<LICENSE>', 'license id')
    .option('--version <n>', 'number of the version (default: the newest)')
    .action(async (license: string, options: { version?: string }, command: Command) =>
      start(command, async (context) => {
        const { takeVersion } = await import('./commands/take-version.ts');
        return takeVersion(context, license, options);
      }),
    );
  program
    .command('revoke')
    .description('end a license before its last day, as holder, council or grantor')
    .argument('<LICENSE>', 'license id')
    .requiredOption('--reason <text>', 'why; shown with the license')
    .action(async (license: string, options: { reason: string }, command: Command) =>
      start(command, async (context) => {
        const { revoke } = await import('./commands/revoke.ts');
        return revoke(context, license, options);
      }),
    );
  program
    .command('usage')
    .description('report how you used a license: the hash of a file, signed and logged')
    .argument('<LICENSE>', 'license id')
    .argument('<FILE>', 'the report, such as a returned ASC MHL generation; it stays with you')
    .option('--from <day>', 'first day reported, YYYY-MM-DD')
    .option('--to <day>', 'last day reported, included')
    .option('--note <text>', 'for whoever may see the asset to read')
    .action(async (license: string, file: string, options: UsageReportOptions, command: Command) =>
      start(command, async (context) => {
        const { usage } = await import('./commands/usage.ts');
        return usage(context, license, file, options);
      }),
    );
  program
    .command('agreed')
    .description('state which document you agreed on: its hash, signed and logged')
    .argument('<ASSET>', 'asset id')
    .argument('<FILE>', 'the document; it stays with you')
    .requiredOption('--for <organization>', 'for which of your organizations, by id or slug (required)')
    .option('--with <organizations...>', 'who else agreed, by id or slug')
    .option('--license <id>', 'of which license; a licensee has to name it')
    .option('--note <text>', 'for whoever may see the asset to read')
    .action(async (asset: string, file: string, options: AgreedOptions, command: Command) =>
      start(command, async (context) => {
        const { agreed } = await import('./commands/agreed.ts');
        return agreed(context, asset, file, options);
      }),
    );
  program
    .command('licenses')
    .description('list the licenses of your organizations')
    .option('--organization <id>', 'of which of them')
    .action(async (options: PartyOptions, command: Command) =>
      start(command, async (context) => {
        const { licenses } = await import('./commands/licenses.ts');
        return licenses(context, options);
      }),
    );
}
