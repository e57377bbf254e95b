import { RIGHTS } from '@lanran/protocol/licensing/rights';
import { act, argument, defaulted, option, parent, repeated, type ActGroup } from '../act.ts';
import {
  ASSET,
  CHEAPEST_OFFER,
  LICENSEE,
  NEWEST_VERSION,
  OWN_ORGANIZATION,
  USE,
  WISH,
} from './parameters.ts';

const LIST = argument('<LIST>', 'its id, or `favorites`');

/** What an offer says beside its window. */
const OFFER_TERMS = [
  option('--price <amount>', 'the same for every use, e.g. "1200 TCNY"'),
  option('--price-per-month <amount>', 'instead: for each month begun, times the factors'),
  option('--minimum <amount>', 'with --price-per-month: the least that a use costs'),
  option('--media-factor <name=factor...>', 'with --price-per-month: STREAMING=1.50; the highest counts'),
  option(
    '--territory-factor <places=factor...>',
    'with --price-per-month: "European Union=0.80"; at most 8, the highest counts',
  ),
  option('--exclusivity-factor <factor>', 'with --price-per-month and --exclusive: 3.00'),
  option('--rule <file>', 'instead of these: a JSON file with pricePerMonth, minimum, mediaFactors, …'),
  option('--only <id>', 'the one organization that can take it, by id or slug'),
  option('--rights <names>', `${RIGHTS.join(', ')} (default: NONE)`),
  option(
    '--share-bps <n>',
    "offer only with this community's share, 2000 for 20 % (default: what its consent demands)",
  ),
  option(
    '--accept-cheap-blocking',
    'offer though blocking exclusive licenses of the asset costs little by these prices',
  ),
] as const;

const OF_MANY = [
  ...WISH,
  ...OFFER_TERMS,
  OWN_ORGANIZATION,
  option('--dry-run', 'only show what would be opened, closed and refused'),
  option('--yes', 'offer what the table says without asking'),
] as const;

export const SALES: ActGroup = {
  title: 'Offer and buy',
  acts: [
    act('offer', 'offer licenses of an asset you hold', {
      takes: [ASSET, ...WISH, ...OFFER_TERMS],
      load: async () => (await import('../offers.ts')).offer,
    }),
    act('offer-many', 'offer assets that you hold on the same terms, under one signature', {
      takes: [
        option('--search <text>', 'what this finds among your assets'),
        repeated('--asset <ids>', 'or these: ids, numbers or identifiers, comma-separated'),
        option('--collection <root>', 'or those of this collection, with --community'),
        option('--community <id>', 'whose collection, by id or slug'),
        ...OF_MANY,
      ],
      load: async () => (await import('../desk/bulk-offers.ts')).offerMany,
    }),
    act('offer-close', 'take an offer back; licenses sold from it stay', {
      takes: [argument('<OFFER>', 'number of the offer')],
      load: async () => (await import('../offers.ts')).offerClose,
    }),
    act('quote', 'ask for a price, or every reason why not', {
      takes: [
        ASSET,
        ...WISH,
        option('--licensee <id>', 'for which organization'),
        NEWEST_VERSION,
        CHEAPEST_OFFER,
      ],
      load: async () => (await import('../purchases.ts')).quote,
    }),
    parent('list', 'gather assets, and ask for all of them at once'),
    act('list create', 'make a list of assets, and say what it is for', {
      takes: [argument('<TITLE>', 'what to call it'), ...USE],
      load: async () => (await import('../desk/lists.ts')).create,
    }),
    act('list add', 'put assets into a list; what is there already stays', {
      takes: [LIST, argument('<ASSET...>', 'ids, numbers or identifiers; a list has at most 500')],
      load: async () => (await import('../desk/lists.ts')).add,
    }),
    act('list show', 'what is in a list, or which lists there are', {
      takes: [argument('[LIST]', 'its id, or `favorites`')],
      load: async () => (await import('../desk/lists.ts')).show,
    }),
    act('list quote', 'one table: which assets of a list can be licensed for its use, and for how much', {
      takes: [LIST, option('--csv', 'as CSV, for a spreadsheet')],
      load: async () => (await import('../desk/lists.ts')).quote,
    }),
    act('list offer', 'offer the assets of a list on the same terms, under one signature', {
      takes: [LIST, ...OF_MANY],
      load: async () => (await import('../desk/bulk-offers.ts')).offerList,
    }),
    act(
      'list buy',
      'buy what of a list can be licensed for its use; shows the table first, and goes on after any end',
      {
        takes: [
          LIST,
          LICENSEE,
          option('--max-total <amount>', 'the most that all of it may cost, as "8400 TCNY"'),
          option('--yes', 'buy what the table says without asking'),
        ],
        load: async () => (await import('../desk/checkout.ts')).buy,
      },
    ),
    act(
      'list order',
      'order what of a list can be licensed for its use as one order, paid by invoice; shows the table first, and goes on after any end',
      {
        takes: [
          LIST,
          ...USE,
          LICENSEE,
          option('--max-total <amount>', 'the most that all of it may cost, as "8400 TCNY"'),
          option('--purchase-order <text>', 'your purchase-order number, for each invoice'),
          option('--bill-to <text>', 'name, address and tax number for the invoices'),
          option('--yes', 'order what the table says without asking'),
        ],
        load: async () => (await import('../desk/list-order.ts')).order,
      },
    ),
    act('license', 'buy a license at the quoted price; of several assets, all or none in one transaction', {
      takes: [
        argument('<ASSET...>', 'ids, numbers or identifiers, at most 10'),
        ...WISH,
        LICENSEE,
        option('--version <n>', 'of which version, for one asset (default: the newest)'),
        option('--offer <n>', 'by which offer, for one asset (default: the cheapest that serves)'),
        option('--max-price <amount>', 'buy only up to this price, all together'),
      ],
      load: async () => (await import('../purchases.ts')).license,
    }),
    act('claim', 'have what was earned paid out, in every token; safe to repeat', {
      takes: [option('--organization <id>', 'for which organization (default: each of yours)')],
      load: async () => (await import('../purchases.ts')).claim,
    }),
    act('fund', 'take play money to try the platform with; only where it has a test token', {
      takes: [defaulted('--amount <amount>', 'at most 1,000,000 at once', '100000 TCNY')],
      load: async () => (await import('../purchases.ts')).fund,
    }),
  ],
};
