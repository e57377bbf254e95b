import type { Command } from 'commander';
import type { AcceptOptions } from './commands/accept.ts';
import type { TakeDownOptions } from './commands/take-down.ts';
import type { TransferOptions } from './commands/transfer.ts';
import type { ConfirmationOption } from './confirmation.ts';
import type { Start } from './start-command.ts';

/** `show`, `transfer`, `accept`, `withdraw`, `take-down`. */
export function addCustody(program: Command, start: Start): void {
  program
    .command('show')
    .description('how an asset, organization or license stands now')
    .argument('<ASSET|ORGANIZATION|LICENSE>', "id, or an organization's slug")
    .action(async (subject: string, _: object, command: Command) =>
      start(command, async (context) => {
        const { show } = await import('./commands/show.ts');
        return show(context, subject);
      }),
    );
  assetCommand(program, 'transfer', 'a holder offers custody of an asset')
    .option('--to <organization>', 'who may take it over, by id or slug')
    .option('--cancel', 'take the offer back')
    .option('--yes', 'do it without asking')
    .action(async (asset: string, options: TransferOptions, command: Command) =>
      start(command, async (context) => {
        const { transfer } = await import('./commands/transfer.ts');
        return transfer(context, asset, options);
      }),
    );
  assetCommand(program, 'accept', 'take over an asset that was offered to you')
    .requiredOption('--for <organization>', 'which of your organizations takes it, by id or slug')
    .option('--yes', 'do it without asking')
    .action(async (asset: string, options: AcceptOptions, command: Command) =>
      start(command, async (context) => {
        const { accept } = await import('./commands/accept.ts');
        return accept(context, asset, options);
      }),
    );
  assetCommand(program, 'withdraw', 'a holder takes an asset back from sale, for good')
    .option('--yes', 'do it without asking')
    .action(async (asset: string, options: ConfirmationOption, command: Command) =>
      start(command, async (context) => {
        const { withdraw } = await import('./commands/withdraw.ts');
        return withdraw(context, asset, options);
      }),
    );
  assetCommand(program, 'take-down', 'a holder or council has an asset, or a part of it, erased for good')
    .requiredOption('--reason <text>', 'why, for everybody to read')
    .option('--version <number>', 'this version alone')
    .option('--file <path>', 'this file alone')
    .option('--field <name>', 'this field alone, such as description')
    .option('--for <organization>', 'who acts, by id or slug: the holder or the community')
    .option('--despite-licenses', 'though live licenses lose files')
    .option('--yes', 'do it without asking')
    .action(async (asset: string, options: TakeDownOptions, command: Command) =>
      start(command, async (context) => {
        const { takeDown } = await import('./commands/take-down.ts');
        return takeDown(context, asset, options);
      }),
    );
}

function assetCommand(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).argument('<ASSET>', 'asset id');
}
