import { Arg, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { DEFAULT_PAGE, parsePageRequest } from '../../domain/page.ts';
import type { StatementHistory } from '../../services/statement-history.ts';
import { pageCost } from '../cost.ts';
import { AssetNode } from '../types/asset-node.ts';
import { type ConnectionOf, toConnection } from '../types/connection.ts';
import { StatementConnection, type StatementEntry, toStatementEntry } from '../types/statement-entry.ts';

/** What was stated about an asset, from either end. */
@Resolver(() => AssetNode)
export class AssetHistoryResolver {
  readonly #history: Pick<StatementHistory, 'pageOfAsset'>;

  constructor(history: Pick<StatementHistory, 'pageOfAsset'>) {
    this.#history = history;
  }

  @FieldResolver(() => StatementConnection, { complexity: pageCost, description: 'Oldest first.' })
  async history(
    @Root() { source }: AssetNode,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<StatementEntry>> {
    const page = parsePageRequest(first, after);
    return toConnection(await this.#history.pageOfAsset(source.id, page, 'OLDEST_FIRST'), toStatementEntry);
  }

  @FieldResolver(() => StatementConnection, { complexity: pageCost, description: 'Newest first.' })
  async statements(
    @Root() { source }: AssetNode,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<StatementEntry>> {
    const page = parsePageRequest(first, after);
    return toConnection(await this.#history.pageOfAsset(source.id, page, 'NEWEST_FIRST'), toStatementEntry);
  }
}
