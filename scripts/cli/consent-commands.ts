import type { Command } from 'commander';
import type { ConsentCollectionOptions } from './commands/consent-collection.ts';
import type { ConsentWithdrawOptions } from './commands/consent-withdraw.ts';
import type { ConsentCommandOptions } from './commands/consent.ts';
import type { Start } from './start-command.ts';
import { addReachOptions } from './wish-flags.ts';

/** `consent`, `consent-collection`, `consent-withdraw`: what a community's council decides. */
export function addConsents(program: Command, start: Start): void {
  addReachOptions(
    program
      .command('consent')
      .description("a community's council permits licenses of an asset, or with --only one license to one")
      .argument('<ASSET>', 'asset id'),
  )
    .option('--until <day>', 'last day, included; with --only: --from and --to')
    .option(
      '--share-bps <n>',
      "the community's share of every price, 2000 for 20 %; with --only default: as consented",
    )
    .option('--rights <names>', 'what licenses may also allow: TRANSFERABLE, SUBLICENSABLE (default: NONE)')
    .option('--only <id>', 'one license to this organization alone, by id or slug')
    .option('--min-price <amount>', 'with --only: the least that the license costs')
    .option('--from <day>', 'with --only: first day at the earliest (default: today)')
    .option('--to <day>', 'with --only: last day at the latest, included')
    .option('--exclusive', 'with --only: the license may be exclusive')
    .action(async (asset: string, options: ConsentCommandOptions, command: Command) =>
      start(command, async (context) => {
        const { consent } = await import('./commands/consent.ts');
        return consent(context, asset, options);
      }),
    );
  addConsentOptions(
    program
      .command('consent-collection')
      .description("a community's council permits licenses of many assets by one signature")
      .requiredOption('--community <id>', 'whose council consents, by id or slug')
      .requiredOption('--holder <id>', 'whom it trusts with the assets, by id or slug')
      .option('--asset <id...>', 'the assets (default: all of that holder and community published now)'),
  ).action(async (options: ConsentCollectionOptions, command: Command) =>
    start(command, async (context) => {
      const { consentCollection } = await import('./commands/consent-collection.ts');
      return consentCollection(context, options);
    }),
  );
  program
    .command('consent-withdraw')
    .description("a community's council permits no further license; those sold before stay")
    .argument('[ASSET]', 'asset id')
    .option('--collection <root>', 'instead of an asset: the collection consented to')
    .option('--community <id>', 'whose council consented to the collection, by id or slug')
    .option('--only <id>', 'only its consent to one use by this organization, by id or slug')
    .action(async (asset: string | undefined, options: ConsentWithdrawOptions, command: Command) =>
      start(command, async (context) => {
        const { consentWithdraw } = await import('./commands/consent-withdraw.ts');
        return consentWithdraw(context, asset, options);
      }),
    );
}

function addConsentOptions(command: Command): Command {
  return addReachOptions(command)
    .requiredOption('--until <day>', 'last day, included')
    .requiredOption('--share-bps <n>', "the community's share of every price, 2000 for 20 %")
    .option('--rights <names>', 'what licenses may also allow: TRANSFERABLE, SUBLICENSABLE (default: NONE)');
}
