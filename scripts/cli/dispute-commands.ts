import type { Command } from 'commander';
import type { DisputeOptions } from './commands/dispute.ts';
import type { DisputeResolveOptions } from './commands/dispute-resolve.ts';
import type { DisputeRetractOptions } from './commands/dispute-retract.ts';
import type { Start } from './start-command.ts';

/** What stops new sales: `dispute`, `dispute-retract`, `dispute-resolve`, `pause`, `resume`. */
export function addDisputes(program: Command, start: Start): void {
  assetCommand(program, 'dispute', 'a council or auditor stops new licenses of an asset')
    .requiredOption('--reason <text>', 'why, for everybody to read')
    .option('--for <organization>', 'for which community or auditor')
    .action(async (asset: string, options: DisputeOptions, command: Command) =>
      start(command, async (context) => {
        const { dispute } = await import('./commands/dispute.ts');
        return dispute(context, asset, options);
      }),
    );
  assetCommand(program, 'dispute-retract', 'take a dispute of yours back')
    .option('--for <organization>', 'for which community or auditor')
    .action(async (asset: string, options: DisputeRetractOptions, command: Command) =>
      start(command, async (context) => {
        const { disputeRetract } = await import('./commands/dispute-retract.ts');
        return disputeRetract(context, asset, options);
      }),
    );
  assetCommand(program, 'dispute-resolve', 'the accreditor decides a dispute')
    .requiredOption('--organization <id>', 'who disputes the asset, by id or slug')
    .requiredOption('--reason <text>', 'what was decided and why, for everybody to read')
    .action(async (asset: string, options: DisputeResolveOptions, command: Command) =>
      start(command, async (context) => {
        const { disputeResolve } = await import('./commands/dispute-resolve.ts');
        return disputeResolve(context, asset, options);
      }),
    );
  program
    .command('pause')
    .description('accreditor or operator: no new licenses are sold for now')
    .action(async (_: object, command: Command) =>
      start(command, async (context) => {
        const { pause } = await import('./commands/pause.ts');
        return pause(context);
      }),
    );
  program
    .command('resume')
    .description('accreditor or operator: sales go on')
    .action(async (_: object, command: Command) =>
      start(command, async (context) => {
        const { resume } = await import('./commands/resume.ts');
        return resume(context);
      }),
    );
}

function assetCommand(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).argument('<ASSET>', 'asset id');
}
