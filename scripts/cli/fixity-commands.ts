import type { Command } from 'commander';
import type { FixityWaitOptions } from './commands/fixity.ts';
import type { Start } from './start-command.ts';

/** `fixity run|check|status|repair|proof`: stored originals, read again; and brought back where they are damaged. */
export function addFixity(program: Command, start: Start): void {
  const fixity = program
    .command('fixity')
    .description('read stored originals again, and bring back damaged ones');
  fixity
    .command('run')
    .description('read every stored original now, for the operator; ends as one statement')
    .option('--no-wait', 'begin it and end; it goes on by itself')
    .action(async (options: FixityWaitOptions, command: Command) =>
      start(command, async (context) => {
        const { fixityRun } = await import('./commands/fixity.ts');
        return fixityRun(context, options);
      }),
    );
  fixity
    .command('check')
    .description("read one asset's originals now, for editors of its holder and the operator")
    .argument('<ASSET>', 'asset id')
    .option('--no-wait', 'begin it and end; it goes on by itself')
    .action(async (asset: string, options: FixityWaitOptions, command: Command) =>
      start(command, async (context) => {
        const { fixityCheck } = await import('./commands/fixity.ts');
        return fixityCheck(context, asset, options);
      }),
    );
  fixity
    .command('status')
    .description(
      'when originals were read last, and what is damaged: of an asset, or of all for the operator',
    )
    .argument('[ASSET]', 'asset id')
    .action(async (asset: string | undefined, _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { fixityStatus } = await import('./commands/fixity.ts');
        return fixityStatus(context, asset);
      }),
    );
  fixity
    .command('repair')
    .description('bring damaged originals back: exactly what was published is taken, whatever its name')
    .argument('<ASSET>', 'asset id')
    .argument('<PATH...>', "files, or folders: a downloaded package, a backup's files")
    .action(async (asset: string, paths: string[], _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { fixityRepair } = await import('./commands/fixity.ts');
        return fixityRepair(context, { asset, paths });
      }),
    );
  fixity
    .command('proof')
    .description("prove what the last run found of an asset's originals, offline")
    .argument('<ASSET>', 'asset id')
    .requiredOption('--out <file>', 'the bundle to write, *.lanran.json')
    .action(async (asset: string, options: { readonly out: string }, command: Command) =>
      start(command, async (context) => {
        const { fixityProof } = await import('./commands/fixity.ts');
        return fixityProof(context, asset, options);
      }),
    );
}
