import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import { formatDay, parseDay } from '@lanran/protocol/kernel/day';
import type { DeliveryToken } from '../domain/delivery-token.ts';
import type { DeliveriesService } from '../services/deliveries.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { parseInput, toLicenseId } from '../../platform/graphql/parse-input.ts';
import { DeliveryTokenNode, IssuedDeliveryToken } from './delivery-token-nodes.ts';

@ArgsType()
class IssueDeliveryTokenArgs {
  @Field(() => ID)
  declare readonly licenseId: string;

  @Field(() => String)
  declare readonly label: string;

  @Field(() => String, {
    nullable: true,
    description: 'YYYY-MM-DD, included; as long as the license that ends last unless named.',
  })
  declare readonly lastDay?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Of the same licensee: one token for all. One that ends before the others drops out then.',
  })
  declare readonly furtherLicenseIds?: readonly string[] | null;
}

@Resolver(() => DeliveryTokenNode)
export class DeliveryTokenResolver {
  readonly #deliveries: DeliveriesService;

  constructor(deliveries: DeliveriesService) {
    this.#deliveries = deliveries;
  }

  @Query(() => [DeliveryTokenNode], {
    complexity: LIST_COST,
    description: 'The last 100 of a license, newest first; for members of its licensee.',
  })
  async deliveryTokens(
    @Ctx() { actor }: GraphqlContext,
    @Arg('licenseId', () => ID) licenseId: string,
  ): Promise<DeliveryTokenNode[]> {
    const tokens = await this.#deliveries.list(actor, toLicenseId(licenseId, 'licenseId'));
    return tokens.map((token) => this.#toNode(token));
  }

  @Mutation(() => IssuedDeliveryToken, { description: 'By an editor of the licensee.' })
  async issueDeliveryToken(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => IssueDeliveryTokenArgs)
    { licenseId, furtherLicenseIds, label, lastDay }: IssueDeliveryTokenArgs,
  ): Promise<IssuedDeliveryToken> {
    const { token, text } = await this.#deliveries.issue(actor, {
      licenseIds: [
        toLicenseId(licenseId, 'licenseId'),
        ...(furtherLicenseIds ?? []).map((id) => toLicenseId(id, 'furtherLicenseIds')),
      ],
      label,
      lastDay: lastDay == null ? null : parseInput(() => parseDay(lastDay, 'lastDay')),
    });
    return { token: this.#toNode(token), text };
  }

  @Mutation(() => DeliveryTokenNode, { description: 'At once; by an editor of the licensee.' })
  async revokeDeliveryToken(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<DeliveryTokenNode> {
    return this.#toNode(await this.#deliveries.revoke(actor, id));
  }

  #toNode(token: DeliveryToken): DeliveryTokenNode {
    const { id, licenses, label, createdAt, createdBy, revokedAt, lastUsedAt } = token;
    const shown = { id, label, createdAt, createdBy, revokedAt, lastUsedAt };
    const licenseIds = licenses.map(({ licenseId }) => licenseId);
    return {
      ...shown,
      licenseId: licenses[0].licenseId,
      licenseIds,
      lastDay: formatDay(token.lastDay),
      state: this.#deliveries.stateOf(token),
    };
  }
}
