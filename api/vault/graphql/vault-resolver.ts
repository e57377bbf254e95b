import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { RecoveryKeysService } from '../services/recovery-keys.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { RecoveryRecipientNode } from './recovery-recipient-node.ts';

/** Whose keys open originals at rest. */
@Resolver()
export class VaultResolver {
  readonly #vault: RecoveryKeysService;

  constructor({ vault }: { readonly vault: RecoveryKeysService }) {
    this.#vault = vault;
  }

  @Query(() => RecoveryRecipientNode, {
    nullable: true,
    description: "The organization's recovery key; null for none. For its members.",
  })
  async recoveryRecipient(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<RecoveryRecipientNode | null> {
    return this.#vault.findRecovery(actor, toOrganizationId(organizationId, 'organizationId'));
  }

  @Query(() => Int, {
    complexity: ACT_COST,
    description:
      "How many of the organization's originals are not yet encrypted to the keys it has now; 1000 stands for that many or more. For its members.",
  })
  async recoveryFilesLeft(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<number> {
    return this.#vault.countRecoveryLeft(actor, toOrganizationId(organizationId, 'organizationId'));
  }

  @Mutation(() => RecoveryRecipientNode, {
    nullable: true,
    complexity: ACT_COST,
    description:
      'Its originals that are not OPEN are encrypted to this age key too, those there are soon; null for none. For its owners.',
  })
  async setRecoveryRecipient(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) id: string,
    @Arg('recipient', () => String, { nullable: true, description: '`age1…`, as age-keygen prints it.' })
    recipient: string | null,
  ): Promise<RecoveryRecipientNode | null> {
    const organizationId = toOrganizationId(id, 'organizationId');
    return this.#vault.setRecovery(actor, { organizationId, recipient: recipient ?? null });
  }

  @Mutation(() => Int, {
    complexity: ACT_COST,
    description:
      'Encrypts the keys of all originals at rest to the newest vault key; answers how many. For the operator and the accreditor.',
  })
  async rotateVault(@Ctx() { actor }: GraphqlContext): Promise<number> {
    return this.#vault.rotate(actor);
  }

  @Mutation(() => Int, {
    complexity: ACT_COST,
    description:
      'Encrypts originals at rest anew, of one organization or all; answers how many. For the operator and the accreditor.',
  })
  async reencryptVault(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID, { nullable: true }) id: string | null,
  ): Promise<number> {
    return this.#vault.reencrypt(actor, id == null ? null : toOrganizationId(id, 'organizationId'));
  }
}
