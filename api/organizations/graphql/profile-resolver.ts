import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { peoplesOf } from '../domain/profile.ts';
import type { ProfilesService } from '../services/profiles.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { ProfileInput } from './profile-inputs.ts';
import { CommunityLabel } from './community-label.ts';
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

  @Mutation(() => OrganizationNode, { description: 'Replaces what it says of itself; for its editors.' })
  async updateProfile(
    @Ctx() { actor, loaders }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('input', () => ProfileInput) input: ProfileInput,
  ): Promise<OrganizationNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    const organization = await this.#profiles.update(actor, id, input);
    loaders.of(PROFILES).clear(id);
    return toOrganizationNode(organization);
  }

  @FieldResolver(() => LocalizedText, { nullable: true, description: 'In its own words.' })
  async description(
    @Root() { id }: OrganizationNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<LocalizedText | null> {
    return (await loaders.of(PROFILES).load(toOrganizationId(id, 'organization'))).description;
  }

  @FieldResolver(() => [CommunityLabel], {
    description: 'Of a community: shown wherever its assets are shown.',
  })
  async labels(
    @Root() { id }: OrganizationNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly CommunityLabel[]> {
    return (await loaders.of(PROFILES).load(toOrganizationId(id, 'organization'))).labels;
  }
  @FieldResolver(() => [String], {
    description:
      'Codes of the peoples a community is of: as it says, else those that its name names. Empty for other kinds.',
  })
  async peoples(
    @Root() organization: OrganizationNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly string[]> {
    const profile = await loaders.of(PROFILES).load(toOrganizationId(organization.id, 'organization'));
    return peoplesOf(organization, profile);
  }
}
