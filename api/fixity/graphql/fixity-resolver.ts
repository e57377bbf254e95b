import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { FixityService } from '../services/fixity-service.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, CHAIN_COST } from '../../platform/graphql/cost.ts';
import { toAssetId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import {
  AssetFixityNode,
  FixityAlarmsNode,
  FixityFileNode,
  FixityOverviewNode,
  FixityRunNode,
  toAlarmsNode,
  toAssetFixityNode,
  toFixityFileNode,
  toOverviewNode,
  toRunNode,
} from './fixity-nodes.ts';

export interface FixityResolverServices {
  readonly fixity: FixityService;
  readonly catalog: CatalogService;
}

/** Stored originals, read again and compared with what was published. */
@Resolver()
export class FixityResolver {
  readonly #services: FixityResolverServices;

  constructor(services: FixityResolverServices) {
    this.#services = services;
  }

  @Query(() => AssetFixityNode, { complexity: CHAIN_COST })
  async assetFixity(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID) assetId: string,
  ): Promise<AssetFixityNode> {
    const { catalog, fixity } = this.#services;
    const asset = await catalog.get(actor, toAssetId(assetId, 'assetId'));
    return toAssetFixityNode(await fixity.ofAsset(actor, asset));
  }

  @Query(() => [FixityFileNode], {
    complexity: CHAIN_COST,
    description: 'The first 200, for editors of the holder and for the operator, who may bring them back.',
  })
  async damagedFiles(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID) assetId: string,
  ): Promise<FixityFileNode[]> {
    const files = await this.#services.fixity.badFiles(actor, toAssetId(assetId, 'assetId'));
    return files.map(toFixityFileNode);
  }

  @Query(() => FixityAlarmsNode, { complexity: CHAIN_COST, description: 'For members of the organization.' })
  async fixityAlarms(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<FixityAlarmsNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toAlarmsNode(await this.#services.fixity.alarms(actor, id));
  }

  @Query(() => FixityOverviewNode, {
    complexity: CHAIN_COST,
    description: 'For the operator and the accreditor.',
  })
  async fixity(@Ctx() { actor }: GraphqlContext): Promise<FixityOverviewNode> {
    return toOverviewNode(await this.#services.fixity.overviewFor(actor));
  }

  @Mutation(() => FixityRunNode, {
    complexity: ACT_COST,
    description:
      'Begins to read everything, or tells the run that goes on. For the operator and the accreditor.',
  })
  async beginFixityRun(@Ctx() { actor }: GraphqlContext): Promise<FixityRunNode> {
    return toRunNode(await this.#services.fixity.beginAll(actor));
  }

  @Mutation(() => FixityRunNode, {
    complexity: ACT_COST,
    description:
      "Begins to read one asset's originals, or tells the run that does. For editors of its holder and the operator.",
  })
  async checkFixity(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID) assetId: string,
  ): Promise<FixityRunNode> {
    return toRunNode(await this.#services.fixity.beginAsset(actor, toAssetId(assetId, 'assetId')));
  }
}
