import type { Command } from 'commander';
import type { DeliverOptions } from './commands/deliver.ts';
import type { TokenCreateOptions } from './commands/token-create.ts';
import type { Start } from './start-command.ts';

/** `token create|list|revoke`, by the licensee; `deliver`, by a machine that has a token and no key. */
export function addDeliveries(program: Command, start: Start): void {
  const token = program.command('token').description('let machines fetch the files of a license');
  token
    .command('create')
    .description('make a token that opens the files of one license and nothing else; it is shown this once')
    .argument('<LICENSE>', 'license id')
    .requiredOption('--label <text>', 'where it will be used, such as the name of a render farm')
    .option('--until <date>', 'its last day, YYYY-MM-DD (default: the last day of the license)')
    .action(async (license: string, options: TokenCreateOptions, command: Command) =>
      start(command, async (context) => {
        const { tokenCreate } = await import('./commands/token-create.ts');
        return tokenCreate(context, license, options);
      }),
    );
  token
    .command('list')
    .description('the tokens of a license, and when each was last used')
    .argument('<LICENSE>', 'license id')
    .action(async (license: string, _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { tokenList } = await import('./commands/token-list.ts');
        return tokenList(context, license);
      }),
    );
  token
    .command('revoke')
    .description('end a token at once')
    .argument('<TOKEN>', 'its id, as `token list` shows it')
    .action(async (id: string, _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { tokenRevoke } = await import('./commands/token-revoke.ts');
        return tokenRevoke(context, id);
      }),
    );
  program
    .command('deliver')
    .description('fetch the files that a delivery token opens; run again, it goes on where it was')
    .requiredOption('--token-file <file>', 'file that holds the token')
    .requiredOption('--out <dir>', 'where the files go')
    .option('--version <n>', 'of which version that the license opens (default: the newest of those)')
    .action(async (options: DeliverOptions, command: Command) =>
      start(command, async (context) => {
        const { deliver } = await import('./commands/deliver.ts');
        return deliver(context, options);
      }),
    );
}
