import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import type { AgreementsService } from '../services/agreements.ts';
import { OrganizationAgreementNode, toAgreementNodes } from './agreement-node.ts';

/** What an organization licenses under. Texts are uploaded over HTTP (POST /agreements). */
@Resolver(() => OrganizationAgreementNode)
export class AgreementResolver {
  readonly #agreements: AgreementsService;

  constructor(agreements: AgreementsService) {
    this.#agreements = agreements;
  }

  @Query(() => [OrganizationAgreementNode], {
    complexity: LIST_COST,
    description: 'License agreements of an organization, newest first; for its members.',
  })
  async agreements(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<OrganizationAgreementNode[]> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toAgreementNodes(await this.#agreements.of(actor, id));
  }

  @Mutation(() => [OrganizationAgreementNode], {
    description: 'Which one new drafts and imports name; null: none. By an editor.',
  })
  async preselectAgreement(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('sha256', () => String, { nullable: true }) sha256: string | null | undefined,
  ): Promise<OrganizationAgreementNode[]> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toAgreementNodes(await this.#agreements.preselect(actor, id, sha256 ?? null));
  }

  @Mutation(() => [OrganizationAgreementNode], {
    description: 'Takes one off the list. Versions that name it keep it. By an editor.',
  })
  async removeAgreement(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('sha256', () => String) sha256: string,
  ): Promise<OrganizationAgreementNode[]> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toAgreementNodes(await this.#agreements.remove(actor, id, sha256));
  }
}
