import { parseStatementHash } from '@lanran/protocol/kernel/ids';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { StatementHistory } from '../services/statement-history.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { pageCost } from '../../platform/graphql/cost.ts';
import { parseInput } from '../../platform/graphql/parse-input.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import { StatementConnection, StatementEntry, toStatementEntry } from './statement-entry.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';

export interface LogResolverServices {
  readonly history: StatementHistory;
}

/** The whole log. */
@Resolver(() => StatementEntry)
export class LogResolver {
  readonly #services: LogResolverServices;

  constructor(services: LogResolverServices) {
    this.#services = services;
  }

  @Query(() => StatementConnection, {
    complexity: pageCost,
    description: 'The whole log, newest first; what you may not see shows kind, hash, place and time alone.',
  })
  async statements(
    @Ctx() { actor }: GraphqlContext,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<StatementEntry>> {
    const page = await this.#services.history.page(actor, parsePageRequest(first, after));
    return toConnection(page, toStatementEntry);
  }

  @Query(() => StatementEntry, {
    nullable: true,
    description: 'One of them by its hash; what you may not see shows as little as in the list.',
  })
  async statement(
    @Ctx() { actor }: GraphqlContext,
    @Arg('hash', () => ID) hash: string,
  ): Promise<StatementEntry | null> {
    const parsed = parseInput(() => parseStatementHash(hash.toLowerCase(), 'hash'));
    const entry = await this.#services.history.find(actor, parsed);
    return entry === null ? null : toStatementEntry(entry);
  }

  @FieldResolver(() => AssetNode, { nullable: true, description: 'The asset it is about.' })
  async asset(
    @Root() { assetId }: StatementEntry,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AssetNode | null> {
    const asset = assetId === null ? null : await loaders.of(ASSETS).load(assetId);
    return asset === null ? null : toAssetNode(asset);
  }
}
