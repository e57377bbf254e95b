import type { Command } from 'commander';
import type { ClaimOptions } from './commands/claim.ts';
import type { FundOptions } from './commands/fund.ts';
import type { LicenseOptions } from './commands/license.ts';
import type { OfferOptions } from './commands/offer.ts';
import type { QuoteOptions } from './commands/quote.ts';
import type { Start } from './start-command.ts';
import { addWishOptions } from './wish-flags.ts';

/** `offer`, `offer-close`, `quote`, `license`, `claim`, `fund`. */
export function addLicensing(program: Command, start: Start): void {
  addWishOptions(
    program
      .command('offer')
      .description('offer licenses of an asset you hold')
      .argument('<ASSET>', 'asset id'),
  )
    .option('--price <amount>', 'the same for every use, e.g. "1200 TCNY"')
    .option('--price-per-month <amount>', 'instead: for each month begun, times the factors')
    .option('--minimum <amount>', 'with --price-per-month: the least that a use costs')
    .option('--media-factor <name=factor...>', 'with --price-per-month: STREAMING=1.50; the highest counts')
    .option(
      '--territory-factor <places=factor...>',
      'with --price-per-month: "European Union=0.80"; at most 8, the highest counts',
    )
    .option('--exclusivity-factor <factor>', 'with --price-per-month and --exclusive: 3.00')
    .option('--rule <file>', 'instead of these: a JSON file with pricePerMonth, minimum, mediaFactors, …')
    .option('--only <id>', 'the one organization that can take it, by id or slug')
    .option(
      '--rights <names>',
      'TRANSFERABLE, SUBLICENSABLE, REVOCABLE, RENEWABLE, FIXED_VERSION (default: NONE)',
    )
    .option(
      '--share-bps <n>',
      "offer only with this community's share, 2000 for 20 % (default: what its consent demands)",
    )
    .action(async (asset: string, options: OfferOptions, command: Command) =>
      start(command, async (context) => {
        const { offer } = await import('./commands/offer.ts');
        return offer(context, asset, options);
      }),
    );
  program
    .command('offer-close')
    .description('take an offer back; licenses sold from it stay')
    .argument('<OFFER>', 'number of the offer')
    .action(async (offer: string, _options: unknown, command: Command) =>
      start(command, async (context) => {
        const { offerClose } = await import('./commands/offer-close.ts');
        return offerClose(context, offer);
      }),
    );
  addWishOptions(
    program
      .command('quote')
      .description('ask for a price, or every reason why not')
      .argument('<ASSET>', 'asset id'),
  )
    .option('--licensee <id>', 'for which organization')
    .option('--version <n>', 'of which version (default: the newest)')
    .option('--offer <n>', 'by which offer (default: the cheapest that serves)')
    .action(async (asset: string, options: QuoteOptions, command: Command) =>
      start(command, async (context) => {
        const { quote } = await import('./commands/quote.ts');
        return quote(context, asset, options);
      }),
    );
  addWishOptions(
    program
      .command('license')
      .description('buy a license at the quoted price; of several assets, all or none in one transaction')
      .argument('<ASSET...>', 'asset ids, at most 10'),
  )
    .option('--licensee <id>', 'for which of your organizations')
    .option('--version <n>', 'of which version, for one asset (default: the newest)')
    .option('--offer <n>', 'by which offer, for one asset (default: the cheapest that serves)')
    .option('--max-price <amount>', 'buy only up to this price, all together')
    .action(async (assets: string[], options: LicenseOptions, command: Command) =>
      start(command, async (context) => {
        const { license } = await import('./commands/license.ts');
        return license(context, assets, options);
      }),
    );
  program
    .command('claim')
    .description('have what was earned paid out, in every token; safe to repeat')
    .option('--organization <id>', 'for which organization (default: each of yours)')
    .action(async (options: ClaimOptions, command: Command) =>
      start(command, async (context) => {
        const { claim } = await import('./commands/claim.ts');
        return claim(context, options);
      }),
    );
  program
    .command('fund')
    .description('take play money to try the platform with; only where it has a test token')
    .option('--amount <amount>', 'at most 1,000,000 at once', '100000 TCNY')
    .action(async (options: FundOptions, command: Command) =>
      start(command, async (context) => {
        const { fund } = await import('./commands/fund.ts');
        return fund(context, options);
      }),
    );
}
