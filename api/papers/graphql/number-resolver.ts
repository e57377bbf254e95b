import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { AssetNode } from '../../assets/graphql/asset-node.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import type { NumberedThings } from '../services/numbered-things.ts';
import { NumberedNode, toNumberedNode } from './number-nodes.ts';

/** What has a short number. */
@Resolver(() => AssetNode)
export class NumberResolver {
  readonly #numbered: Pick<NumberedThings, 'find'>;

  constructor({ numbered }: { readonly numbered: Pick<NumberedThings, 'find'> }) {
    this.#numbered = numbered;
  }

  @Query(() => NumberedNode, { description: 'What has a short number such as `7K3QM-9XT2V`.' })
  async numbered(
    @Ctx() { actor }: GraphqlContext,
    @Arg('number', () => String) number: string,
  ): Promise<NumberedNode> {
    return toNumberedNode(await this.#numbered.find(actor, number));
  }

  @FieldResolver(() => String, {
    description: 'Ten letters and digits that papers show: `7K3QM-9XT2V`.',
  })
  shortNumber(@Root() { source }: AssetNode): string {
    return shortNumberOf(source.id);
  }
}
