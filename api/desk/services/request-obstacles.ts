import { todayOf } from '@lanran/protocol/kernel/day';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { Ledger } from '../../chain/ports/ledger.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { DeskRequest } from '../domain/request.ts';
import { type AssetObstacles, obstaclesTo } from '../domain/request-obstacles.ts';
import type { RequestItem } from '../domain/request-state.ts';
import type { QuoteManyFacts } from './quote-many-facts.ts';

export interface RequestObstaclesOptions {
  readonly assets: Pick<AssetStore, 'findMany'>;
  readonly facts: Pick<QuoteManyFacts, 'read'>;
  readonly ledger: Pick<Ledger, 'operatorShareBps' | 'quotes'>;
  readonly clock: Clock;
}

/** Says before anybody agrees of which assets that could not be carried out. */
export class RequestObstacles {
  readonly #options: RequestObstaclesOptions;

  constructor(options: RequestObstaclesOptions) {
    this.#options = options;
  }

  /** Of those that have any; in as many reads as for one. Nothing without terms, or for who belongs to no organization. */
  async of(
    actor: Actor,
    { asker }: DeskRequest,
    items: readonly Pick<RequestItem, 'assetId' | 'terms'>[],
  ): Promise<AssetObstacles[]> {
    const { assets, clock, facts, ledger } = this.#options;
    const licensee = asker.organization;
    const sales = items.flatMap(({ assetId, terms }) => (terms === null ? [] : [{ assetId, terms }]));
    const [some] = sales;
    if (licensee === null || some === undefined) return [];
    const found = await assets.findMany(sales.map(({ assetId }) => assetId));
    const now = clock.now();
    // What was sold beside others is read where one is exclusive.
    const { wish } = (sales.find(({ terms }) => terms.wish.exclusive) ?? some).terms;
    const today = todayOf(Math.floor(now.getTime() / 1000));
    const [operatorShareBps, knownRights] = await Promise.all([
      ledger.operatorShareBps(),
      ledger.quotes.knownRights(),
    ]);
    const read = await facts.read(actor, found, { licensee, wish, operatorShareBps, now, today });
    const known = new Map(found.map((asset, at) => [asset.id, { asset, facts: read[at] ?? null }]));
    return sales.flatMap(({ assetId, terms }) => {
      const about = known.get(assetId);
      if (about === undefined) return [];
      const isRestricted = about.asset.metadata.access === 'RESTRICTED';
      const sale = { assetId, terms, licensee, isRestricted, knownRights };
      const reasons = obstaclesTo(sale, about.facts);
      return reasons.length === 0 ? [] : [{ assetId, reasons }];
    });
  }
}
