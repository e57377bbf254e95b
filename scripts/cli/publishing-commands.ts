import { Option, type Command } from 'commander';
import { communityReasonOption } from './community-reason-option.ts';
import type { PublishOptions } from './commands/publish.ts';
import type { ReviseOptions } from './commands/revise.ts';
import type { Start } from './start-command.ts';

/** `publish` and `revise`. */
export function addPublishing(program: Command, start: Start): void {
  program
    .command('publish')
    .description('publish files, or what folders hold, as one asset, signed with your key')
    .argument('<FILE...>', 'files of the asset, and folders whose files keep their paths below them')
    .requiredOption('--kind <kind>', 'pattern, costume or film')
    .option('--title <text>', 'title in English')
    .option('--title-zh <text>', 'title in Chinese')
    .option('--metadata <file.json>', 'description, terms, creditLine, identifier, synthetic')
    .option('--community <id>', 'community behind it, by id or slug, or none (demo platforms have a default)')
    .addOption(communityReasonOption())
    .addOption(new Option('--access <level>', 'open, licensed or restricted').default('licensed'))
    .option('--organization <id>', 'for which of your organizations')
    .action(async (files: string[], options: PublishOptions, command: Command) =>
      start(command, async (context) => {
        const { publish } = await import('./commands/publish.ts');
        return publish(context, files, options);
      }),
    );
  program
    .command('revise')
    .description('publish the next version of an asset: what is not named stays as it is')
    .argument('<ASSET>', 'id of the asset')
    .argument('[FILE...]', 'files and folders to add, or to put in place of files of the same path')
    .option('--title <text>', 'title in English; "" takes it away')
    .option('--title-zh <text>', 'title in Chinese; "" takes it away')
    .option('--metadata <file.json>', 'description, terms, creditLine, identifier, synthetic: those it names')
    .addOption(communityReasonOption())
    .option('--remove <path>', 'a file the next version has no more; may be given several times', append)
    .action(async (asset: string, paths: string[], options: ReviseOptions, command: Command) =>
      start(command, async (context) => {
        const { revise } = await import('./commands/revise.ts');
        return revise(context, { asset, paths }, options);
      }),
    );
}

function append(path: string, before: readonly string[] = []): readonly string[] {
  return [...before, path];
}
