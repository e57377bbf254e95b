import type { CatalogService } from '../assets/services/catalog.ts';
import type { TakeDowns } from '../assets/services/take-downs.ts';
import type { Ledger } from '../chain/ports/ledger.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { AssetListStore } from './ports/asset-list-store.ts';
import { AssetListsService } from './services/asset-lists.ts';
import { QuoteManyService } from './services/quote-many.ts';
import { QuoteManyBlock, type QuoteManyBlockOptions } from './services/quote-many-block.ts';
import { QuoteManyFacts, type QuoteManyFactsOptions } from './services/quote-many-facts.ts';

export interface DeskStores extends Omit<QuoteManyFactsOptions, 'missingFiles'> {
  readonly assetLists: AssetListStore;
}

export interface DeskParts extends Omit<QuoteManyBlockOptions, 'ledger'> {
  readonly ledger: Ledger;
  readonly catalog: CatalogService;
  readonly takeDownRules: Pick<TakeDowns, 'countMissing'>;
  readonly clock: Clock;
}

/** Lists of assets, and one wish for many of them. */
export function composeDesk(stores: DeskStores, parts: DeskParts) {
  const { takeDownRules, ...shared } = parts;
  return {
    assetLists: new AssetListsService({ ...stores, ...shared }),
    quoteMany: new QuoteManyService({
      ...shared,
      facts: new QuoteManyFacts({ ...stores, missingFiles: takeDownRules }),
      block: new QuoteManyBlock(shared),
    }),
  };
}
