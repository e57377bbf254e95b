import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { type Profile, peoplesOf } from '../domain/profile.ts';
import type { ProfilesService } from '../services/profiles.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { toAssetId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { ProfileInput } from './profile-inputs.ts';
import { BillingProfileNode } from './billing-nodes.ts';
import { CommunityLabel } from './community-label.ts';
import { ContactNode } from './contact-node.ts';
import { OrganizationNode, toOrganizationNode } from './organization-node.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';
import { PROFILES } from './loaders.ts';

/** What organizations say of themselves. */
@Resolver(() => OrganizationNode)
export class ProfileResolver {
  readonly #profiles: ProfilesService;

  constructor(profiles: ProfilesService) {
    this.#profiles = profiles;
  }

  @Mutation(() => OrganizationNode, {
    description:
      'Changes what it says of itself; for its owners and editors, for a community also for its council.',
  })
  async updateProfile(
    @Ctx() { actor, loaders }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('input', () => ProfileInput) input: ProfileInput,
  ): Promise<OrganizationNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    const { pictureAsset, logoAsset, ...said } = input;
    const organization = await this.#profiles.update(actor, id, {
      ...said,
      pictureAsset: givenAsset(pictureAsset, 'input.pictureAsset'),
      logoAsset: givenAsset(logoAsset, 'input.logoAsset'),
    });
    loaders.of(PROFILES).clear(id);
    return toOrganizationNode(organization);
  }

  @FieldResolver(() => LocalizedText, { nullable: true, description: 'In its own words.' })
  async description(
    @Root() { id }: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<LocalizedText | null> {
    return (await profileOf(id, context)).description;
  }

  @FieldResolver(() => [CommunityLabel], {
    description: 'Of a community: shown wherever its assets are shown.',
  })
  async labels(
    @Root() { id }: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly CommunityLabel[]> {
    return (await profileOf(id, context)).labels;
  }

  @FieldResolver(() => [String], {
    description:
      'Codes of the peoples a community is of: as it says, else those that its name names. Empty for other kinds.',
  })
  async peoples(
    @Root() organization: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<readonly string[]> {
    return peoplesOf(organization, await profileOf(organization.id, context));
  }

  @FieldResolver(() => ContactNode, { nullable: true, description: 'Whom to ask; shown to everybody.' })
  async contact(
    @Root() { id }: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<ContactNode | null> {
    return (await profileOf(id, context)).contact;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Begins with https:// or http://.' })
  async website(@Root() { id }: OrganizationNode, @Ctx() context: GraphqlContext): Promise<string | null> {
    return (await profileOf(id, context)).website;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where its invoices are paid. Null for all but its members, its council and the owners of the Safe that is it; the parties of an order read them in the order.',
  })
  async bankDetails(
    @Root() { id }: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<string | null> {
    const { organizationId, bankDetails } = await profileOf(id, context);
    if (bankDetails === null) return null;
    return (await this.#profiles.isOwn(context.actor, organizationId)) ? bankDetails : null;
  }

  @FieldResolver(() => BillingProfileNode, {
    nullable: true,
    description:
      'Who it is to accountants. Null for all but its members, its council and the owners of the Safe that is it; the parties of an order read it on the invoice.',
  })
  async billing(
    @Root() { id }: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<BillingProfileNode | null> {
    const { organizationId, billing } = await profileOf(id, context);
    if (billing === null) return null;
    return (await this.#profiles.isOwn(context.actor, organizationId)) ? billing : null;
  }
}

async function profileOf(id: string, { loaders }: GraphqlContext): Promise<Profile> {
  return loaders.of(PROFILES).load(toOrganizationId(id, 'organization'));
}

function givenAsset(text: string | null | undefined, field: string): AssetId | null | undefined {
  return text == null ? text : toAssetId(text, field);
}
