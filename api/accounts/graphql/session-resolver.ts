import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { SignInRequiredError } from '../../platform/kernel/errors.ts';
import type { SignInService } from '../services/sign-in.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { Me, Session, SignInNonce } from './session-nodes.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

@Resolver()
export class SessionResolver {
  readonly #signIn: SignInService;

  constructor(signIn: SignInService) {
    this.#signIn = signIn;
  }

  @Query(() => Me, { description: 'Who is signed in.' })
  async me(@Ctx() { actor, loaders }: GraphqlContext): Promise<Me> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const memberships = await Promise.all(
      actor.memberships.map(async ({ organizationId, role }) => {
        const organization = await loaders.of(ORGANIZATIONS).load(organizationId);
        return organization === null ? [] : [{ organization: toOrganizationNode(organization), role }];
      }),
    );
    return { address: actor.address, memberships: memberships.flat() };
  }

  @Mutation(() => SignInNonce, { description: 'For one sign-in (EIP-4361).' })
  createNonce(): SignInNonce {
    return this.#signIn.issueNonce();
  }

  @Mutation(() => Session)
  async signIn(
    @Ctx() { caller }: GraphqlContext,
    @Arg('message', () => String) message: string,
    @Arg('signature', () => String) signature: string,
  ): Promise<Session> {
    return this.#signIn.signIn(caller.network, { message, signature });
  }

  @Mutation(() => Boolean, { description: 'Ends the session of the token in use.' })
  async signOut(@Ctx() { token }: GraphqlContext): Promise<boolean> {
    if (token === null) throw new SignInRequiredError();
    await this.#signIn.signOut(token);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Ends every session of the signed-in key, on every computer.' })
  async signOutEverywhere(@Ctx() { actor }: GraphqlContext): Promise<boolean> {
    await this.#signIn.signOutEverywhere(actor);
    return true;
  }
}
