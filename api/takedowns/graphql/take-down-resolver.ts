import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import { takeDownOfVersion } from '../../assets/domain/take-down.ts';
import type { TakeDownPlans } from '../services/take-down-plans.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_COST, LIST_READ } from '../../platform/graphql/cost.ts';
import { toAssetId } from '../../platform/graphql/parse-input.ts';
import { TakeDownScopeInput, toTakeDownScope } from './take-down-input.ts';
import { AssetNode } from '../../assets/graphql/asset-node.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import {
  ConcernedLicenseNode,
  HoldingBackupNode,
  StatedTakeDown,
  TakeDownNode,
  TakeDownPlanNode,
  toHoldingBackup,
  toTakeDownNode,
  toTakeDownPlan,
} from './take-down-nodes.ts';
import { AssetVersionNode } from '../../assets/graphql/version-node.ts';
import { ASSETS, TAKE_DOWNS } from '../../assets/graphql/loaders.ts';
import { REASONS } from '../../log/graphql/loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

@ArgsType()
class StateTakeDownArgs {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => TakeDownScopeInput)
  declare readonly scope: TakeDownScopeInput;

  @Field(() => String)
  declare readonly reason: string;

  @Field(() => Boolean, { defaultValue: false })
  declare readonly despiteLicenses: boolean;
}

/** Taking down: what it would do, its words, and what was taken down. The act itself is relayed. */
@Resolver(() => TakeDownNode)
export class TakeDownResolver {
  readonly #plans: TakeDownPlans;

  constructor(plans: TakeDownPlans) {
    this.#plans = plans;
  }

  @Query(() => TakeDownPlanNode, {
    complexity: ACT_COST,
    description: 'For editors of the holder and the council of the community.',
  })
  async takeDownPlan(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID) assetId: string,
    @Arg('scope', () => TakeDownScopeInput) scope: TakeDownScopeInput,
  ): Promise<TakeDownPlanNode> {
    const id = toAssetId(assetId, 'assetId');
    return toTakeDownPlan(await this.#plans.plan(actor, id, toTakeDownScope(scope)));
  }

  @Mutation(() => StatedTakeDown, {
    complexity: ACT_COST,
    description:
      'Keeps scope and reason, and answers the hashes that `AssetRegistry.takeDown` is given. It erases nothing: the act does. Refused with TAKE_DOWN_LEAVES_LICENSES while live licenses would lose files, unless `despiteLicenses`.',
  })
  async stateTakeDown(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => StateTakeDownArgs) { assetId, scope, reason, despiteLicenses }: StateTakeDownArgs,
  ): Promise<StatedTakeDown> {
    const order = { assetId: toAssetId(assetId, 'assetId'), scope: toTakeDownScope(scope) };
    const stated = await this.#plans.state(actor, { ...order, reason, despiteLicenses });
    return { ...stated, plan: toTakeDownPlan(stated.plan) };
  }

  @Mutation(() => TakeDownNode, {
    complexity: ACT_COST,
    description:
      'Says what was taken down by an act that was made elsewhere, whose `scope` is null: the scope with that hash. Then it is erased.',
  })
  async stateTakeDownScope(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID) assetId: string,
    @Arg('scope', () => TakeDownScopeInput) scope: TakeDownScopeInput,
  ): Promise<TakeDownNode> {
    const id = toAssetId(assetId, 'assetId');
    return toTakeDownNode(await this.#plans.stateScope(actor, id, toTakeDownScope(scope)));
  }

  @FieldResolver(() => OrganizationNode, { description: 'The holder, or the community.' })
  async organization(
    @Root() { source }: TakeDownNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    const organization = await loaders.of(ORGANIZATIONS).load(source.organizationId);
    if (organization === null) throw new NotFoundError(`Organization ${source.organizationId}`);
    return toOrganizationNode(organization);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Null when its text was not stated here.' })
  async reason(@Root() { source }: TakeDownNode, @Ctx() { loaders }: GraphqlContext): Promise<string | null> {
    return loaders.of(REASONS).load(source.reasonHash);
  }

  @FieldResolver(() => [HoldingBackupNode], {
    complexity: LIST_READ,
    description: 'Backups on the platform’s disk that were made before it was erased; the oldest first.',
  })
  async backups(
    @Root() { source }: TakeDownNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<HoldingBackupNode[]> {
    const asset = await loaders.of(ASSETS).load(source.assetId);
    if (asset === null) return [];
    const until = source.erasedAt ?? new Date();
    return (await this.#plans.backupsUntil(until, asset)).map(toHoldingBackup);
  }
}

@Resolver(() => ConcernedLicenseNode)
export class ConcernedLicenseResolver {
  @FieldResolver(() => OrganizationNode)
  async licensee(
    @Root() { source }: ConcernedLicenseNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    const licensee = await loaders.of(ORGANIZATIONS).load(source.licensee);
    if (licensee === null) throw new NotFoundError(`Organization ${source.licensee}`);
    return toOrganizationNode(licensee);
  }
}

/** What was taken down of an asset, where the asset is shown. */
@Resolver(() => AssetNode)
export class TakenDownAssetResolver {
  @FieldResolver(() => [TakeDownNode], { complexity: LIST_COST, description: 'Oldest first.' })
  async takeDowns(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<TakeDownNode[]> {
    return (await loaders.of(TAKE_DOWNS).load(source.id)).map(toTakeDownNode);
  }
}

@Resolver(() => AssetVersionNode)
export class TakenDownVersionResolver {
  @FieldResolver(() => TakeDownNode, {
    nullable: true,
    description: 'By which it was taken down as a whole; null while it stands.',
  })
  async takeDown(
    @Root() { source }: AssetVersionNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<TakeDownNode | null> {
    const takeDown = takeDownOfVersion(await loaders.of(TAKE_DOWNS).load(source.id), source.version);
    return takeDown === null ? null : toTakeDownNode(takeDown);
  }
}
