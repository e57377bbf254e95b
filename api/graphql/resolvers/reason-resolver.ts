import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { ReasonsService } from '../../services/reasons.ts';
import type { GraphqlContext } from '../context.ts';
import { RevocationNode } from '../types/revocation-node.ts';

/** The words behind the hashes that acts name. */
@Resolver(() => RevocationNode)
export class ReasonResolver {
  readonly #reasons: ReasonsService;

  constructor(reasons: ReasonsService) {
    this.#reasons = reasons;
  }

  @Mutation(() => String, {
    description:
      'Keeps 1 to 2,000 characters, to be shown with the dispute, resolution or revocation that names them, and answers keccak256 of their UTF-8 bytes: its `reasonHash`.',
  })
  async stateReason(
    @Ctx() { actor }: GraphqlContext,
    @Arg('text', () => String) text: string,
  ): Promise<string> {
    return this.#reasons.state(actor, text);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Null when its text was not stated here.' })
  async reason(
    @Root() { source }: RevocationNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    return loaders.reasons.load(source.reasonHash);
  }
}
