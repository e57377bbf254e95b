import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  ForbiddenError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import { COUNTED_AT_MOST } from '../../platform/kernel/page.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { RecoveryRecipient, RecoveryRecipientStore } from '../ports/recovery-recipient-store.ts';
import type { SealedFileStore, SealWork } from '../ports/sealed-file-store.ts';
import type { Operators } from '../../organizations/services/operators.ts';
import type { VaultKeysInUse } from './vault-keys-in-use.ts';

export interface RecoveryKeysOptions {
  readonly recoveryRecipients: RecoveryRecipientStore;
  readonly sealedFiles: Pick<SealedFileStore, 'demand' | 'countUnsettledOf'>;
  readonly operators: Pick<Operators, 'require'>;
  readonly keysInUse: Pick<VaultKeysInUse, 'requireNewest'>;
  /** Says what is wrong with the text of a recipient; null for a sound one. */
  readonly faultOf: (recipient: string) => string | null;
  readonly clock: Clock;
  /** There is work for the vault's job. */
  readonly onDemand: () => void;
}

/** Whose keys open originals at rest: an organization's own beside the vault's, and the vault's when it has a new one. */
export class RecoveryKeysService {
  readonly #options: RecoveryKeysOptions;

  constructor(options: RecoveryKeysOptions) {
    this.#options = options;
  }

  /** For the organization's members. */
  async findRecovery(actor: Actor, organizationId: OrganizationId): Promise<RecoveryRecipient | null> {
    this.#roleIn(actor, organizationId);
    return this.#options.recoveryRecipients.find(organizationId);
  }

  /**
   * How many of its originals are not yet encrypted to the keys it has now; counted no further than `COUNTED_AT_MOST`. For its
   * members.
   */
  async countRecoveryLeft(actor: Actor, organizationId: OrganizationId): Promise<number> {
    this.#roleIn(actor, organizationId);
    return this.#options.sealedFiles.countUnsettledOf(organizationId, COUNTED_AT_MOST);
  }

  /**
   * The organization's originals are encrypted to it from now on, and those there are as soon as the job has done them. Null
   * for none. For owners.
   * @throws BadInputError, ForbiddenError
   */
  async setRecovery(
    actor: Actor,
    { organizationId, recipient }: { organizationId: OrganizationId; recipient: string | null },
  ): Promise<RecoveryRecipient | null> {
    const { recoveryRecipients, faultOf, clock } = this.#options;
    if (this.#roleIn(actor, organizationId) !== 'OWNER' || actor.kind === 'anonymous')
      throw new ForbiddenError('The recovery key of an organization is set by its owners. Ask one of them.');
    const fault = recipient === null ? null : faultOf(recipient);
    if (fault !== null) throw new BadInputError('recipient', fault);
    if (recipient === null) await recoveryRecipients.remove(organizationId);
    else
      await recoveryRecipients.set({
        organizationId,
        recipient,
        setAt: clock.now(),
        setBy: parseAddress(actor.address),
      });
    await this.#demand('ROTATE', organizationId);
    return recoveryRecipients.find(organizationId);
  }

  /**
   * Encrypts the keys of all files to the newest vault key; their bytes stay. @returns how many files. For the operator.
   * @throws ConflictError before the platform has taken the newest
   */
  async rotate(actor: Actor): Promise<number> {
    await this.#options.operators.require(actor);
    this.#options.keysInUse.requireNewest();
    return this.#demand('ROTATE', null);
  }

  /** Encrypts files anew under fresh keys, of one organization or all. @returns how many. For the operator. @throws as `rotate` */
  async reencrypt(actor: Actor, organizationId: OrganizationId | null): Promise<number> {
    await this.#options.operators.require(actor);
    this.#options.keysInUse.requireNewest();
    return this.#demand('REENCRYPT', organizationId);
  }

  async #demand(work: Exclude<SealWork, 'NONE'>, organizationId: OrganizationId | null): Promise<number> {
    const { sealedFiles, onDemand } = this.#options;
    const files = await sealedFiles.demand({ work, organizationId });
    onDemand();
    return files;
  }

  #roleIn(actor: Actor, organizationId: OrganizationId) {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const membership = membershipIn(actor, organizationId);
    if (membership === null) throw new NotFoundError(`Organization ${organizationId}`);
    return membership.role;
  }
}
