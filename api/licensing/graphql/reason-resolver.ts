import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import type { ReasonsService } from '../../assets/services/reasons.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { parseInput } from '../../platform/graphql/parse-input.ts';
import { RevocationNode } from './revocation-node.ts';
import { REASONS } from '../../log/graphql/loaders.ts';

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

  @Query(() => String, {
    nullable: true,
    description:
      'The words whose hash an act names that you are asked to sign; null when nobody stated them here. Compare their keccak256.',
  })
  async statedReason(
    @Ctx() { actor }: GraphqlContext,
    @Arg('hash', () => ID) hash: string,
  ): Promise<string | null> {
    return this.#reasons.find(
      actor,
      parseInput(() => parseBytes32(hash.toLowerCase(), 'hash')),
    );
  }

  @FieldResolver(() => String, { nullable: true, description: 'Null when its text was not stated here.' })
  async reason(
    @Root() { source }: RevocationNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    return loaders.of(REASONS).load(source.reasonHash);
  }
}
