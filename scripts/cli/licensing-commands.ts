import type { Command } from 'commander';
import type { ConsentOptions } from './commands/consent.ts';
import type { OfferOptions } from './commands/offer.ts';
import type { QuoteOptions } from './commands/quote.ts';
import type { LicenseOptions } from './commands/license.ts';
import type { Start } from './start-command.ts';

/** `consent`, `offer`, `quote`, `license`. */
export function addLicensing(program: Command, start: Start): void {
  program
    .command('consent')
    .description("a community's council permits licenses of an asset")
    .argument('<ASSET>', 'asset id')
    .requiredOption('--media <names>', 'media, comma-separated; ALL for all but AI_TRAINING')
    .requiredOption('--territory <codes>', 'ISO 3166-1 codes, comma-separated; WORLD for all')
    .requiredOption('--until <day>', 'last day, included')
    .requiredOption('--share-bps <n>', "the community's share of every price, 2000 for 20 %")
    .option('--rights <names>', 'what licenses may also allow: TRANSFERABLE, SUBLICENSABLE (default: NONE)')
    .action(async (asset: string, options: ConsentOptions, command: Command) =>
      start(command, async (context) => {
        const { consent } = await import('./commands/consent.ts');
        return consent(context, asset, options);
      }),
    );
  addWishOptions(
    program
      .command('offer')
      .description('offer licenses of an asset you hold')
      .argument('<ASSET>', 'asset id'),
  )
    .requiredOption('--price <amount>', 'e.g. "1200 TCNY"')
    .option('--rights <names>', 'TRANSFERABLE, SUBLICENSABLE, REVOCABLE, RENEWABLE (default: NONE)')
    .action(async (asset: string, options: OfferOptions, command: Command) =>
      start(command, async (context) => {
        const { offer } = await import('./commands/offer.ts');
        return offer(context, asset, options);
      }),
    );
  addWishOptions(
    program
      .command('quote')
      .description('ask for a price, or every reason why not')
      .argument('<ASSET>', 'asset id'),
  )
    .option('--licensee <id>', 'for which organization')
    .action(async (asset: string, options: QuoteOptions, command: Command) =>
      start(command, async (context) => {
        const { quote } = await import('./commands/quote.ts');
        return quote(context, asset, options);
      }),
    );
  addWishOptions(
    program
      .command('license')
      .description('buy a license at the quoted price')
      .argument('<ASSET>', 'asset id'),
  )
    .option('--licensee <id>', 'for which of your organizations')
    .option('--max-price <amount>', 'buy only up to this price')
    .action(async (asset: string, options: LicenseOptions, command: Command) =>
      start(command, async (context) => {
        const { license } = await import('./commands/license.ts');
        return license(context, asset, options);
      }),
    );
}

function addWishOptions(command: Command): Command {
  return command
    .requiredOption('--media <names>', 'media, comma-separated; ALL for all but AI_TRAINING')
    .requiredOption('--territory <codes>', 'ISO 3166-1 codes, comma-separated; WORLD for all')
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD (UTC)')
    .requiredOption('--to <day>', 'last day, included')
    .option('--exclusive', 'nobody else may hold an overlapping license');
}
