import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_COST, pageCost } from '../../platform/graphql/cost.ts';
import { toLicenseId } from '../../platform/graphql/parse-input.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { CopiesService } from '../services/copies.ts';
import { CopyConnection, CopyCountNode, CopyNode, toCopyNode } from './copy-nodes.ts';

@Resolver(() => CopyNode)
export class CopyResolver {
  readonly #copies: Pick<CopiesService, 'list' | 'counts' | 'retry'>;

  constructor(copies: Pick<CopiesService, 'list' | 'counts' | 'retry'>) {
    this.#copies = copies;
  }

  @Query(() => CopyConnection, {
    complexity: pageCost,
    description:
      'Of the files that a license opens; for members of its licensee. They are made when it begins.',
  })
  async licenseCopies(
    @Ctx() { actor }: GraphqlContext,
    @Arg('licenseId', () => ID) licenseId: string,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<CopyNode>> {
    const id = toLicenseId(licenseId, 'licenseId');
    return toConnection(await this.#copies.list(actor, id, parsePageRequest(first, after)), toCopyNode);
  }

  @Query(() => [CopyCountNode], {
    complexity: LIST_COST,
    description: 'How many copies of a license are in each state; for members of its licensee.',
  })
  async licenseCopyCounts(
    @Ctx() { actor }: GraphqlContext,
    @Arg('licenseId', () => ID) licenseId: string,
  ): Promise<readonly CopyCountNode[]> {
    return this.#copies.counts(actor, toLicenseId(licenseId, 'licenseId'));
  }

  @Mutation(() => Int, {
    complexity: ACT_COST,
    description:
      'Has the copies of a license made that failed, by an editor of its licensee; answers how many.',
  })
  async retryLicenseCopies(
    @Ctx() { actor }: GraphqlContext,
    @Arg('licenseId', () => ID) licenseId: string,
  ): Promise<number> {
    return this.#copies.retry(actor, toLicenseId(licenseId, 'licenseId'));
  }
}
