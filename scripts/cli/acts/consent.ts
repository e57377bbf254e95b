import { CONSENTED_RIGHTS, rightsOf } from '@lanran/protocol/licensing/rights';
import { act, argument, option, required, type ActGroup } from '../act.ts';
import { ASSET, REACH } from './parameters.ts';

const RIGHTS_OPTION = option(
  '--rights <names>',
  `what licenses may also allow: ${rightsOf(CONSENTED_RIGHTS).join(', ')} (default: NONE)`,
);

export const CONSENT: ActGroup = {
  title: 'Consent',
  acts: [
    act('consent', "a community's council permits licenses of an asset, or with --only one license to one", {
      takes: [
        ASSET,
        ...REACH,
        option('--until <day>', 'last day, included; with --only: --from and --to'),
        option(
          '--share-bps <n>',
          "the community's share of every price, 2000 for 20 %; with --only default: as consented",
        ),
        RIGHTS_OPTION,
        option('--only <id>', 'one license to this organization alone, by id or slug'),
        option('--min-price <amount>', 'with --only: the least that the license costs'),
        option('--from <day>', 'with --only: first day at the earliest (default: today)'),
        option('--to <day>', 'with --only: last day at the latest, included'),
        option('--exclusive', 'with --only: the license may be exclusive'),
        option('--replace', 'with --only: in place of another use that this organization is permitted'),
      ],
      load: async () => (await import('../consent.ts')).consent,
    }),
    act('consent-collection', "a community's council permits licenses of many assets by one signature", {
      takes: [
        required('--community <id>', 'whose council consents, by id or slug'),
        required('--holder <id>', 'whom it trusts with the assets, by id or slug'),
        option('--asset <id...>', 'the assets (default: all of that holder and community published now)'),
        option('--list <id>', 'instead: those of a list; what is another community’s is left out, and said'),
        option('--search <text>', 'instead: what this finds of that holder and community'),
        option('--dry-run', 'with --list or --search: only show what would be permitted and replaced'),
        option('--yes', 'with --list or --search: consent to what the table says without asking'),
        ...REACH,
        required('--until <day>', 'last day, included'),
        required('--share-bps <n>', "the community's share of every price, 2000 for 20 %"),
        RIGHTS_OPTION,
      ],
      load: async () => (await import('../consent.ts')).consentCollection,
    }),
    act('consent-withdraw', "a community's council permits no further license; those sold before stay", {
      takes: [
        argument('[ASSET]', 'asset id, number or identifier'),
        option('--collection <root>', 'instead of an asset: the collection consented to'),
        option('--community <id>', 'whose council consented to the collection, by id or slug'),
        option('--only <id>', 'only its consent to one use by this organization, by id or slug'),
      ],
      load: async () => (await import('../consent.ts')).consentWithdraw,
    }),
  ],
};
