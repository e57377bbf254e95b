import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, type CostQuestion } from '../../platform/graphql/cost.ts';
import { toAssetId } from '../../platform/graphql/parse-input.ts';
import type { LicensingFacts } from '../services/licensing-facts.ts';
import { LicensingFactsNode, toLicensingFactsNode } from './licensing-facts-nodes.ts';

/** What is asked of each asset counts for each. */
function factsCost({ args, childComplexity }: CostQuestion): number {
  const assets = args['assets'];
  return ACT_COST + (Array.isArray(assets) ? assets.length : 1) * childComplexity;
}

@Resolver()
export class LicensingFactsResolver {
  readonly #facts: Pick<LicensingFacts, 'read'>;

  constructor({ licensingFacts }: { readonly licensingFacts: Pick<LicensingFacts, 'read'> }) {
    this.#facts = licensingFacts;
  }

  @Query(() => [LicensingFactsNode], {
    nullable: 'items',
    complexity: factsCost,
    description:
      'In the order of the ids, for one template of terms over many assets; null for what is not there, or not for you to see.',
  })
  async licensingFacts(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assets', () => [ID], { description: '1 to 100.' }) assets: readonly string[],
  ): Promise<(LicensingFactsNode | null)[]> {
    const facts = await this.#facts.read(
      actor,
      assets.map((id) => toAssetId(id, 'assets')),
    );
    return facts.map((each) => (each === null ? null : toLicensingFactsNode(each)));
  }
}
