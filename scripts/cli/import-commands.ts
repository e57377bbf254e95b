import type { Command } from 'commander';
import { communityReasonOption } from './community-reason-option.ts';
import type { ImportOptions } from './commands/import.ts';
import type { Start } from './start-command.ts';

/** `import`. */
export function addImport(program: Command, start: Start): void {
  program
    .command('import')
    .description(
      'publish the records of a folder, with one signature for each batch of them; run it again to go on',
    )
    .argument('<FOLDER>', 'holds metadata.csv or metadata.jsonl, and the files that it names')
    .option(
      '--mapping <file.json|name>',
      'which columns are which fields (docs/import.md); else columns are named as fields',
    )
    .option('--dry-run', 'check everything, publish nothing')
    .option('--batch <n>', 'records under one signature, at most 256 (the default)')
    .option('--community <id>', 'community behind records that name none, by id or slug, or none')
    .addOption(communityReasonOption())
    .option('--organization <id>', 'for which of your organizations')
    .action(async (folder: string, options: ImportOptions, command: Command) =>
      start(command, async (context) => {
        const { importFolder } = await import('./commands/import.ts');
        return importFolder(context, folder, options);
      }),
    );
}
