import { type Day, todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { judgeWish, type Verdict } from '@lanran/protocol/licensing/quote';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { Asset } from '../../assets/domain/asset.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { Ledger, NamedBlock } from '../../chain/ports/ledger.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { TestedAlternatives, type TestedWish } from '../domain/quote-many-alternatives.ts';
import type { QuoteManyBlock } from './quote-many-block.ts';
import type { QuoteManyFacts } from './quote-many-facts.ts';

export const MAX_QUOTED = 200;

export interface QuoteManyOptions {
  readonly ledger: Pick<Ledger, 'operatorShareBps' | 'areSalesPaused'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly facts: Pick<QuoteManyFacts, 'read'>;
  readonly block: Pick<QuoteManyBlock, 'follow'>;
  readonly clock: Clock;
}

export interface ManyQuestion {
  readonly assetIds: readonly AssetId[];
  readonly wish: Wish;
  /** Null: the actor's own studio; for whoever has none, anybody who could be licensed. */
  readonly licensee: OrganizationId | null;
}

/** NOT_FOUND: not there, or not for the actor to see. TAKEN_DOWN: of the newest version nothing may be sold. */
export type QuotedRow =
  | { readonly assetId: AssetId; readonly outcome: 'NOT_FOUND' }
  | { readonly assetId: AssetId; readonly outcome: 'TAKEN_DOWN'; readonly asset: Asset }
  | JudgedRow;

interface JudgedRow extends Verdict {
  readonly assetId: AssetId;
  readonly outcome: 'FREE' | 'REFUSED';
  readonly asset: Asset;
  /** Last day of the offer that serves, or comes nearest; null: there is none. */
  readonly offerEnds: Day | null;
  readonly alternatives: readonly TestedWish[];
}

export interface ManyQuotes {
  /** In the order of the ids. */
  readonly rows: readonly QuotedRow[];
  /** For whom; null for anybody. */
  readonly licensee: OrganizationId | null;
  /** Whose state this is; null when the chain no longer has it. */
  readonly block: NamedBlock | null;
}

/**
 * One wish for many assets, judged by the rule of a quote over the read models, in as many reads as for one asset. What is
 * bought is asked of the contract once more.
 */
export class QuoteManyService {
  readonly #options: QuoteManyOptions;
  /** The contract never changes it. */
  #operatorShareBps: number | null = null;

  constructor(options: QuoteManyOptions) {
    this.#options = options;
  }

  /** @throws BadInputError */
  async quote(actor: Actor, { assetIds, wish, licensee: named }: ManyQuestion): Promise<ManyQuotes> {
    const ids = [...new Set(assetIds)];
    if (ids.length === 0 || ids.length > MAX_QUOTED)
      throw new BadInputError('assets', `names ${ids.length} assets. Name 1 to ${MAX_QUOTED} at once.`);
    const { catalog, facts, ledger, block, clock } = this.#options;
    const licensee = named ?? studioOf(actor);
    const [standing, operatorShareBps, isPaused] = await Promise.all([
      block.follow(),
      this.#shareOfOperator(),
      ledger.areSalesPaused(),
    ]);
    // In order, as the store reads keys.
    const found = await catalog.findMany(actor, ids.toSorted());
    const assets = found.filter((asset) => asset !== null);
    const now = clock.now();
    const today = todayOf(Math.floor(now.getTime() / 1000));
    const asked = { wish, licensee, operatorShareBps, isPaused, now, today };
    const questions = await facts.read(actor, assets, asked);
    const near = new TestedAlternatives();
    const judged = new Map(
      assets.map((asset, at): [AssetId, QuotedRow] => {
        const question = questions[at] ?? null;
        if (question === null) return [asset.id, { assetId: asset.id, outcome: 'TAKEN_DOWN', asset }];
        const verdict = judgeWish(question);
        const outcome = verdict.reasons.length === 0 ? 'FREE' : 'REFUSED';
        const alternatives = near.of(question, verdict);
        const offer = question.offers.find(({ offerId }) => offerId === verdict.terms?.offerId);
        const offerEnds = offer?.lastDay ?? null;
        return [asset.id, { assetId: asset.id, outcome, asset, ...verdict, offerEnds, alternatives }];
      }),
    );
    return {
      rows: ids.map((assetId) => judged.get(assetId) ?? { assetId, outcome: 'NOT_FOUND' }),
      licensee,
      block: standing,
    };
  }

  async #shareOfOperator(): Promise<number> {
    this.#operatorShareBps ??= await this.#options.ledger.operatorShareBps();
    return this.#operatorShareBps;
  }
}

function studioOf(actor: Actor): OrganizationId | null {
  const memberships = actor.kind === 'member' ? actor.memberships : [];
  const own = memberships.find(({ kind }) => kind === 'STUDIO') ?? memberships[0];
  return own?.organizationId ?? null;
}
