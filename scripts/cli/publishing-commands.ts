import { Option, type Command } from 'commander';
import type { PublishOptions } from './commands/publish.ts';
import type { Start } from './start-command.ts';

/** `publish`. */
export function addPublishing(program: Command, start: Start): void {
  program
    .command('publish')
    .description('publish files as one asset, signed with your key')
    .argument('<FILE...>', 'files of the asset')
    .requiredOption('--kind <kind>', 'pattern, costume or film')
    .option('--title <text>', 'title in English')
    .option('--title-zh <text>', 'title in Chinese')
    .option('--metadata <file.json>', 'description, terms, creditLine, identifier, synthetic')
    .option('--community <id>', 'community behind it, by id or slug, or none (demo platforms have a default)')
    .addOption(new Option('--access <level>', 'open, licensed or restricted').default('licensed'))
    .option('--organization <id>', 'for which of your organizations')
    .action(async (files: string[], options: PublishOptions, command: Command) =>
      start(command, async (context) => {
        const { publish } = await import('./commands/publish.ts');
        return publish(context, files, options);
      }),
    );
}
