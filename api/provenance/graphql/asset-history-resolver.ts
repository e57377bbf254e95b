import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import {
  DEFAULT_PAGE,
  type PageRequest,
  parsePageRequest,
  type TimeOrder,
} from '../../platform/kernel/page.ts';
import type { StatementHistory } from '../services/statement-history.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { pageCost } from '../../platform/graphql/cost.ts';
import { AssetNode } from '../../assets/graphql/asset-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import { StatementConnection, type StatementEntry, toStatementEntry } from './statement-entry.ts';

/** What was stated about an asset, from either end. */
@Resolver(() => AssetNode)
export class AssetHistoryResolver {
  readonly #history: Pick<StatementHistory, 'pageOfAsset'>;

  constructor(history: Pick<StatementHistory, 'pageOfAsset'>) {
    this.#history = history;
  }

  @FieldResolver(() => StatementConnection, { complexity: pageCost, description: 'Oldest first.' })
  async history(
    @Root() asset: AssetNode,
    @Ctx() context: GraphqlContext,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<StatementEntry>> {
    return this.#page(asset, context, { page: parsePageRequest(first, after), order: 'OLDEST_FIRST' });
  }

  @FieldResolver(() => StatementConnection, { complexity: pageCost, description: 'Newest first.' })
  async statements(
    @Root() asset: AssetNode,
    @Ctx() context: GraphqlContext,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<StatementEntry>> {
    return this.#page(asset, context, { page: parsePageRequest(first, after), order: 'NEWEST_FIRST' });
  }

  async #page(
    { source }: AssetNode,
    { actor }: GraphqlContext,
    asked: { readonly page: PageRequest; readonly order: TimeOrder },
  ): Promise<ConnectionOf<StatementEntry>> {
    return toConnection(
      await this.#history.pageOfAsset(actor, { assetId: source.id, ...asked }),
      toStatementEntry,
    );
  }
}
