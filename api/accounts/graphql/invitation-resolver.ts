import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { MemberRole } from '../../platform/kernel/actor.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { InvitationView } from '../domain/invitation.ts';
import type { InvitationsService } from '../services/invitations.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { MemberRoleEnum } from '../../organizations/graphql/enums.ts';
import { InvitationNode, Invited } from './invitation-nodes.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

@Resolver(() => InvitationNode)
export class InvitationResolver {
  readonly #invitations: InvitationsService;

  constructor(invitations: InvitationsService) {
    this.#invitations = invitations;
  }

  @FieldResolver(() => OrganizationNode)
  async organization(
    @Root() { organizationId }: InvitationNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    const id = toOrganizationId(organizationId, 'organization');
    const organization = await loaders.of(ORGANIZATIONS).load(id);
    if (organization === null) throw new NotFoundError(`Organization ${id}`);
    return toOrganizationNode(organization);
  }

  @Query(() => InvitationNode, { nullable: true, description: 'Null without the right secret.' })
  async invitation(
    @Arg('id', () => ID) id: string,
    @Arg('secret', () => String) secret: string,
  ): Promise<InvitationNode | null> {
    const found = await this.#invitations.find({ id, secret });
    return found === null ? null : toNode(found);
  }

  @Query(() => [InvitationNode], {
    complexity: LIST_COST,
    description: 'The last 100, newest first: for owners; for who may name a council, those to it.',
  })
  async invitations(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<InvitationNode[]> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return (await this.#invitations.list(actor, id)).map(toNode);
  }

  @Mutation(() => Invited, {
    description:
      'By an owner; open for 14 days. Without a role to a community’s council, by who may name one: who accepts can be chosen by name.',
  })
  async invite(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('role', () => MemberRoleEnum, { nullable: true }) role: MemberRole | null | undefined,
    @Arg('label', () => String) label: string,
  ): Promise<Invited> {
    const id = toOrganizationId(organizationId, 'organizationId');
    const { invitation, secret } = await this.#invitations.invite(actor, {
      organizationId: id,
      role: role ?? null,
      label,
    });
    return { invitation: toNode(invitation), secret };
  }

  @Mutation(() => InvitationNode, { description: 'With the key that is signed in; an owner then adds it.' })
  async acceptInvitation(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
    @Arg('secret', () => String) secret: string,
  ): Promise<InvitationNode> {
    return toNode(await this.#invitations.accept(actor, { id, secret }));
  }

  @Mutation(() => InvitationNode)
  async withdrawInvitation(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<InvitationNode> {
    return toNode(await this.#invitations.withdraw(actor, id));
  }
}

function toNode({ acceptedBy, ...invitation }: InvitationView): InvitationNode {
  return { ...invitation, address: acceptedBy };
}
